package org.tagma.threshold.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Verifies FROST(secp256k1, SHA-256) signatures with BouncyCastle's point arithmetic and
 * expand_message_xmd written out here, and no class of the product.
 */
public final class Rfc9591Verifier {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");

  private Rfc9591Verifier() {}

  public static boolean verify(byte[] publicKey, String message, byte[] signature) {
    return verify(publicKey, message.getBytes(StandardCharsets.UTF_8), signature);
  }

  /** Whether zG = R + cX for the signature R | z. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != 65) {
      return false;
    }
    byte[] encodedR = Arrays.copyOf(signature, 33);
    BigInteger z = new BigInteger(1, Arrays.copyOfRange(signature, 33, 65));
    ECPoint r = CURVE.getCurve().decodePoint(encodedR);
    ECPoint key = CURVE.getCurve().decodePoint(publicKey);
    byte[] input = new byte[66 + message.length];
    System.arraycopy(encodedR, 0, input, 0, 33);
    System.arraycopy(publicKey, 0, input, 33, 33);
    System.arraycopy(message, 0, input, 66, message.length);
    BigInteger c = new BigInteger(1, expand(input)).mod(CURVE.getN());
    return z.compareTo(CURVE.getN()) < 0
        && CURVE.getG().multiply(z).normalize().equals(r.add(key.multiply(c)).normalize());
  }

  /** expand_message_xmd, RFC 9380 section 5.3.1, 48 bytes with the suite's DST for challenges. */
  private static byte[] expand(byte[] message) {
    byte[] tag = "FROST-secp256k1-SHA256-v1chal".getBytes(StandardCharsets.US_ASCII);
    byte[] b0 =
        sha256(new byte[64], message, new byte[] {0, 48, 0}, tag, new byte[] {(byte) tag.length});
    byte[] b1 = sha256(b0, new byte[] {1}, tag, new byte[] {(byte) tag.length});
    byte[] mixed = new byte[32];
    for (int i = 0; i < 32; i++) {
      mixed[i] = (byte) (b0[i] ^ b1[i]);
    }
    byte[] b2 = sha256(mixed, new byte[] {2}, tag, new byte[] {(byte) tag.length});
    byte[] expanded = Arrays.copyOf(b1, 48);
    System.arraycopy(b2, 0, expanded, 32, 16);
    return expanded;
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
