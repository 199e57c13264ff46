package org.tagma.threshold.testkit;

import java.nio.charset.StandardCharsets;

/**
 * Verifies signatures of every suite with code that is not the product's, chosen by the suite's
 * context string: BouncyCastle's Ed25519, and equations over BouncyCastle's points.
 */
public final class OutsideVerifier {
  private OutsideVerifier() {}

  public static boolean verify(
      String contextString, byte[] publicKey, String message, byte[] signature) {
    return verify(contextString, publicKey, message.getBytes(StandardCharsets.UTF_8), signature);
  }

  /**
   * Whether {@code signature} is valid.
   *
   * @param publicKey SEC 1 compressed, or 32 bytes of Ed25519
   */
  public static boolean verify(
      String contextString, byte[] publicKey, byte[] message, byte[] signature) {
    return switch (contextString) {
      case "FROST-ED25519-SHA512-v1" -> Rfc8032Verifier.verify(publicKey, message, signature);
      case "FROST-secp256k1-SHA256-TR-v1" ->
          Bip340Verifier.verify(Bip340Verifier.xOnly(publicKey), message, signature);
      case "FROST-P256-SHA256-v1" -> Rfc9591Verifier.P256.verify(publicKey, message, signature);
      case "FROST-secp256k1-SHA256-v1" ->
          Rfc9591Verifier.SECP256K1.verify(publicKey, message, signature);
      default -> throw new IllegalArgumentException(contextString);
    };
  }
}
