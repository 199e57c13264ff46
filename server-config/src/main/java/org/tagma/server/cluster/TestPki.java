package org.tagma.server.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;

/**
 * A small PKI (RFC 5280) in a directory, for tests and local clusters: an authority, and a
 * certificate of each keeper that it vouches for. All stores are PKCS#12 with one password, which
 * is in a file; only the owner can read any of them. Whoever has the directory can be any keeper:
 * servers get certificates of a real authority (docs/tls.md).
 */
public final class TestPki {
  /** How long a keeper's certificate is good. */
  static final Duration KEEPER_LIFE = Duration.ofDays(365);

  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3_650);
  private static final Duration BACKDATED = Duration.ofMinutes(5); // clocks differ
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String AUTHORITY = "authority";
  private static final int SERIAL_BITS = 159; // 20 octets, RFC 5280 section 4.1.2.2
  private static final int PASSWORD_BYTES = 32;
  private static final int SHORTEST_PASSWORD = 6;

  private final Path directory;
  private final Path passwordFile;
  private final SecureRandom random = new SecureRandom();

  private record Entry(PrivateKey key, X509Certificate certificate) {}

  private TestPki(Path directory, Path passwordFile) {
    this.directory = directory.toAbsolutePath();
    this.passwordFile = passwordFile;
  }

  /**
   * The PKI in a directory; both are made where they are missing.
   *
   * @param passwordFile the file of the password, one line, at least 6 characters; where none is
   *     given, one is made in the directory
   * @throws IOException when files can't be read or written, or the password does not fit
   */
  public static TestPki in(Path directory, Optional<Path> passwordFile) throws IOException {
    PrivateFiles.directory(directory);
    TestPki pki = new TestPki(directory, passwordFile.orElse(password(directory)));
    if (passwordFile.isEmpty() && !Files.exists(pki.passwordFile)) {
      byte[] secret = new byte[PASSWORD_BYTES];
      pki.random.nextBytes(secret);
      PrivateFiles.write(pki.passwordFile, Bytes.of(secret).base64Url() + "\n");
    }
    if (!Files.exists(pki.authorityFile())) {
      pki.withPassword(pki::makeAuthority);
    }
    return pki;
  }

  /** {@code tagma.tls.keystore} of a keeper. */
  public static Path keyStore(Path directory, String keeper) {
    return directory.resolve(keeper + ".p12");
  }

  /** {@code tagma.tls.truststore} of all keepers. */
  public static Path trustStore(Path directory) {
    return directory.resolve("truststore.p12");
  }

  /** {@code tagma.tls.password.file}, unless another was given. */
  public static Path password(Path directory) {
    return directory.resolve("password");
  }

  private Path authorityFile() {
    return directory.resolve("authority.p12");
  }

  /**
   * Gives each keeper of the cluster a new key and a certificate for it, good for a year from now.
   *
   * @return the key stores
   */
  public List<Path> issue(Cluster cluster) throws IOException {
    Instant now = Instant.now();
    List<Path> stores = new ArrayList<>();
    for (Cluster.Member member : cluster.keepers()) {
      String name = KeeperName.of(member.number());
      stores.add(issue(name, host(member.peerUrl()), now.minus(BACKDATED), now.plus(KEEPER_LIFE)));
    }
    return stores;
  }

  /**
   * Gives one keeper a new key and a certificate for it.
   *
   * @param keeper {@code keeper-N}
   * @param host its name or address, beside the keeper's own
   * @return the key store
   */
  public Path issue(String keeper, String host, Instant from, Instant to) throws IOException {
    Path store = keyStore(directory, keeper);
    withPassword(
        secret -> {
          Entry authority = authority(secret);
          KeyPair pair = keyPair();
          X509Certificate certificate =
              certificate(authority, pair.getPublic(), keeper, host, from, to);
          write(
              store,
              secret,
              keys ->
                  keys.setKeyEntry(
                      keeper,
                      pair.getPrivate(),
                      secret,
                      new Certificate[] {certificate, authority.certificate()}));
        });
    return store;
  }

  private static String host(URI address) {
    String host = address.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private void makeAuthority(char[] secret)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    Instant now = Instant.now();
    KeyPair pair = keyPair();
    X500Principal name = new X500Principal("CN=Tagma test authority");
    X509v3CertificateBuilder builder =
        builder(name, name, pair.getPublic(), now.minus(BACKDATED), now.plus(AUTHORITY_LIFE));
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
        .addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    X509Certificate certificate = signed(builder, pair.getPrivate());
    write(
        trustStore(directory), secret, store -> store.setCertificateEntry(AUTHORITY, certificate));
    write(
        authorityFile(),
        secret,
        store ->
            store.setKeyEntry(
                AUTHORITY, pair.getPrivate(), secret, new Certificate[] {certificate}));
  }

  private X509Certificate certificate(
      Entry authority, PublicKey key, String keeper, String host, Instant from, Instant to)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    X500Principal issuer = authority.certificate().getSubjectX500Principal();
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    int kind = IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName;
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, keeper), new GeneralName(kind, host)
            });
    X509v3CertificateBuilder builder =
        builder(issuer, new X500Principal("CN=" + keeper), key, from, to);
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))
        .addExtension(Extension.subjectAlternativeName, false, names)
        .addExtension(
            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            identifiers.createAuthorityKeyIdentifier(authority.certificate()));
    return signed(builder, authority.key());
  }

  private X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey key, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).setBit(0),
        Date.from(from.truncatedTo(ChronoUnit.SECONDS)),
        Date.from(to.truncatedTo(ChronoUnit.SECONDS)),
        subject,
        key);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
  }

  private KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private Entry authority(char[] secret) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(authorityFile())) {
      store.load(content, secret);
    }
    return new Entry(
        (PrivateKey) store.getKey(AUTHORITY, secret),
        (X509Certificate) store.getCertificate(AUTHORITY));
  }

  /** What is put into a store. */
  private interface Content {
    void putInto(KeyStore store) throws GeneralSecurityException;
  }

  private static void write(Path file, char[] secret, Content content)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    content.putInto(store);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, secret);
    PrivateFiles.write(file, bytes.toByteArray());
  }

  /** What needs the password. */
  private interface Work {
    void with(char[] secret)
        throws GeneralSecurityException, IOException, OperatorCreationException;
  }

  private void withPassword(Work work) throws IOException {
    char[] secret = readPassword();
    try {
      work.with(secret);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("the JVM lacks what a PKI needs: " + e.getMessage(), e);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private char[] readPassword() throws IOException {
    byte[] bytes = Files.readAllBytes(passwordFile);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = text.limit();
    while (end > 0 && (text.get(end - 1) == '\n' || text.get(end - 1) == '\r')) {
      end--;
    }
    char[] secret = Arrays.copyOf(text.array(), end);
    Arrays.fill(text.array(), '\0');
    if (secret.length < SHORTEST_PASSWORD) {
      Arrays.fill(secret, '\0');
      throw new IOException(
          "the password in "
              + passwordFile
              + " has less than "
              + SHORTEST_PASSWORD
              + " characters");
    }
    return secret;
  }
}
