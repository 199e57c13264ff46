package org.tagma.protocols.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of its own, which certifies whatever a test wants. */
public final class TestAuthority {
  static final String PASSWORD = "correct horse";
  static final String HOST = "127.0.0.1";

  private static final Duration DAY = Duration.ofDays(1);
  private static final X500Principal NAME = new X500Principal("CN=authority");

  private final KeyPair pair = keyPair();
  private final X509Certificate certificate;
  private int serial = 1;

  public TestAuthority() {
    Instant now = Instant.now();
    certificate = sign(NAME, pair.getPublic(), now.minus(DAY), now.plus(DAY.multipliedBy(9)), null);
  }

  /** Good for two months. */
  KeyStore keeper(int number) {
    Instant now = Instant.now();
    String name = "keeper-" + number;
    return keys(name, "CN=" + name, HOST, now.minus(DAY), now.plus(DAY.multipliedBy(60)));
  }

  /** It ended yesterday. */
  KeyStore ended(int number) {
    Instant now = Instant.now();
    String name = "keeper-" + number;
    return keys(name, "CN=" + name, HOST, now.minus(DAY.multipliedBy(9)), now.minus(DAY));
  }

  /** A key store with one entry. */
  KeyStore keys(String alias, String subject, String host, Instant from, Instant to) {
    try {
      KeyPair own = keyPair();
      X509Certificate signed = sign(new X500Principal(subject), own.getPublic(), from, to, host);
      KeyStore store = empty();
      store.setKeyEntry(
          alias, own.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {signed, certificate});
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  KeyStore trust() {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("authority", certificate);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes what a keeper needs, and returns its settings. */
  public Map<String, String> settings(Path directory, int number) throws IOException {
    return settings(directory, keeper(number));
  }

  Map<String, String> settings(Path directory, KeyStore keys) throws IOException {
    Path password = directory.resolve("tls-password");
    Files.writeString(password, PASSWORD + "\n");
    Path keyStore = write(directory.resolve("tls.p12"), keys);
    Path trustStore = write(directory.resolve("trust.p12"), trust());
    for (Path secret : new Path[] {password, keyStore}) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    return Map.of(
        "tagma.tls.keystore", keyStore.toString(),
        "tagma.tls.truststore", trustStore.toString(),
        "tagma.tls.password.file", password.toString());
  }

  private static Path write(Path file, KeyStore store) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      X500Principal subject, PublicKey key, Instant from, Instant to, String host) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME, BigInteger.valueOf(serial++), Date.from(from), Date.from(to), subject, key);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
      if (host != null) {
        GeneralName name = new GeneralName(GeneralName.iPAddress, host);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
