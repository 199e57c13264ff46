package org.tagma.threshold.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Ed25519 by BouncyCastle, by the JDK, and by the openssl command, and by no class of ours. */
public final class Rfc8032Verifier {
  /** Of a SubjectPublicKeyInfo for Ed25519 (RFC 8410 section 4), the key's bytes follow. */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Rfc8032Verifier() {}

  /** By BouncyCastle. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  /** By the JDK. */
  public static boolean verifyWithJdk(byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", "SunEC");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519", "SunEC")
              .generatePublic(new X509EncodedKeySpec(encoded(publicKey))));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The openssl command, where there is one. */
  public static Optional<Path> openssl() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "openssl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * By the openssl command.
   *
   * @param folder for its input files
   */
  public static boolean verifyWithOpenssl(
      Path openssl, Path folder, byte[] publicKey, byte[] message, byte[] signature) {
    try {
      Path key = Files.write(folder.resolve("key.der"), encoded(publicKey));
      Path text = Files.write(folder.resolve("message"), message);
      Path bytes = Files.write(folder.resolve("signature"), signature);
      Process process =
          new ProcessBuilder(
                  openssl.toString(),
                  "pkeyutl",
                  "-verify",
                  "-rawin",
                  "-pubin",
                  "-keyform",
                  "DER",
                  "-inkey",
                  key.toString(),
                  "-in",
                  text.toString(),
                  "-sigfile",
                  bytes.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("answer").toFile())
              .start();
      process.getOutputStream().close();
      return process.waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(byte[] publicKey) {
    byte[] encoded = new byte[PREFIX.length + publicKey.length];
    System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
    System.arraycopy(publicKey, 0, encoded, PREFIX.length, publicKey.length);
    return encoded;
  }
}
