package org.tagma.server.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;

class TestPkiTest {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1"; // RFC 5280 section 4.2.1.12
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int DNS = 2;
  private static final int IP = 7;

  @TempDir private Path home;

  private Path directory() {
    return home.resolve("tls");
  }

  private static Cluster cluster() throws DecodingException {
    List<Cluster.Member> members = new ArrayList<>();
    List<String> urls =
        List.of("https://127.0.0.1:9081", "https://two.example:9443", "https://[::1]:1");
    for (String url : urls) {
      int number = members.size() + 1;
      var key = KeeperIdentity.generate(number, new SecureRandom()).publicKey();
      members.add(new Cluster.Member(number, URI.create(url), key));
    }
    return Cluster.of(2, members);
  }

  private TestPki issued() throws Exception {
    TestPki pki = TestPki.in(directory(), Optional.empty());
    pki.issue(cluster());
    return pki;
  }

  private char[] password() throws IOException {
    return Files.readString(TestPki.password(directory())).strip().toCharArray();
  }

  private KeyStore open(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, password());
    }
    return store;
  }

  private X509Certificate certificate(String keeper) throws Exception {
    return (X509Certificate) open(TestPki.keyStore(directory(), keeper)).getCertificate(keeper);
  }

  /** Whether the trust store vouches for the certificate at that time (RFC 5280 section 6). */
  private void validate(X509Certificate certificate, Instant at) throws Exception {
    PKIXParameters trusted = new PKIXParameters(open(TestPki.trustStore(directory())));
    trusted.setRevocationEnabled(false);
    trusted.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            trusted);
  }

  @Test
  void eachKeeperHasAKeyOfItsOwnWithACertificateOfItsName() throws Exception {
    issued();

    for (int number = 1; number <= 3; number++) {
      String name = "keeper-" + number;
      KeyStore store = open(TestPki.keyStore(directory(), name));
      assertEquals(List.of(name), Collections.list(store.aliases()));
      assertTrue(store.isKeyEntry(name));
      assertEquals("PKCS#8", store.getKey(name, password()).getFormat());
      assertEquals(2, store.getCertificateChain(name).length);
      X509Certificate certificate = certificate(name);
      assertEquals("CN=" + name, certificate.getSubjectX500Principal().getName());
      assertEquals(-1, certificate.getBasicConstraints()); // no authority
      assertEquals(List.of(SERVER_AUTH, CLIENT_AUTH), certificate.getExtendedKeyUsage());
      validate(certificate, Instant.now());
    }
    assertNotEquals(certificate("keeper-1").getPublicKey(), certificate("keeper-2").getPublicKey());
  }

  @Test
  void aCertificateNamesTheHostOfTheKeeper() throws Exception {
    issued();

    assertEquals(List.of(List.of(DNS, "keeper-1"), List.of(IP, "127.0.0.1")), names("keeper-1"));
    assertEquals(List.of(List.of(DNS, "keeper-2"), List.of(DNS, "two.example")), names("keeper-2"));
    assertEquals(
        List.of(List.of(DNS, "keeper-3"), List.of(IP, "0:0:0:0:0:0:0:1")), names("keeper-3"));
  }

  private List<List<?>> names(String keeper) throws Exception {
    Collection<List<?>> names = certificate(keeper).getSubjectAlternativeNames();
    return List.copyOf(names);
  }

  @Test
  void aCertificateIsGoodForItsTimeOnly() throws Exception {
    TestPki pki = issued();
    Instant now = Instant.now();
    validate(certificate("keeper-1"), now.plus(TestPki.KEEPER_LIFE).minusSeconds(60));
    assertEquals(
        CertPathValidatorException.BasicReason.EXPIRED,
        reason("keeper-1", now.plus(TestPki.KEEPER_LIFE).plusSeconds(60)));

    Instant yesterday = now.minus(Duration.ofDays(1));
    pki.issue("keeper-1", "127.0.0.1", yesterday.minusSeconds(60), yesterday);

    assertEquals(CertPathValidatorException.BasicReason.EXPIRED, reason("keeper-1", now));
  }

  private CertPathValidatorException.Reason reason(String keeper, Instant at) {
    return assertThrows(CertPathValidatorException.class, () -> validate(certificate(keeper), at))
        .getReason();
  }

  @Test
  void whatIsMadeAgainHasTheSameAuthority() throws Exception {
    issued();
    byte[] trusted = Files.readAllBytes(TestPki.trustStore(directory()));
    X509Certificate first = certificate("keeper-1");

    issued();

    X509Certificate second = certificate("keeper-1");
    assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
    assertArrayEquals(trusted, Files.readAllBytes(TestPki.trustStore(directory())));
    validate(first, Instant.now());
    validate(second, Instant.now());
  }

  @Test
  void anotherAuthorityIsNotTrusted() throws Exception {
    issued();
    X509Certificate certificate = certificate("keeper-1");
    Files.delete(directory().resolve("authority.p12"));
    issued();

    assertThrows(CertPathValidatorException.class, () -> validate(certificate, Instant.now()));
  }

  @Test
  void onlyTheOwnerReadsWhatIsMade() throws Exception {
    issued();

    assertEquals("rwx------", mode(directory()));
    try (var files = Files.list(directory())) {
      List<Path> made = files.sorted().toList();
      assertEquals(
          List.of(
              "authority.p12",
              "keeper-1.p12",
              "keeper-2.p12",
              "keeper-3.p12",
              "password",
              "truststore.p12"),
          made.stream().map(file -> file.getFileName().toString()).toList());
      for (Path file : made) {
        assertEquals("rw-------", mode(file), file.toString());
      }
    }
  }

  @Test
  void takesThePasswordOfAFile() throws Exception {
    Path file = Files.writeString(home.resolve("given"), "six or more\n");

    TestPki.in(directory(), Optional.of(file)).issue(cluster());

    assertFalse(Files.exists(TestPki.password(directory())));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(TestPki.keyStore(directory(), "keeper-1"))) {
      store.load(content, "six or more".toCharArray());
    }
    assertTrue(store.isKeyEntry("keeper-1"));
  }

  @Test
  void saysThatThePasswordIsTooShort() throws Exception {
    Path file = Files.writeString(home.resolve("given"), "short\n");

    IOException failure =
        assertThrows(IOException.class, () -> TestPki.in(directory(), Optional.of(file)));

    assertEquals("the password in " + file + " has less than 6 characters", failure.getMessage());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
