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
 * Verifies FROST signatures over SEC 1 points with BouncyCastle's arithmetic and expand_message_xmd
 * written out here, and no class of the product.
 */
public final class Rfc9591Verifier {
  /** FROST(secp256k1, SHA-256). */
  public static final Rfc9591Verifier SECP256K1 =
      new Rfc9591Verifier("secp256k1", "FROST-secp256k1-SHA256-v1");

  /** FROST(P-256, SHA-256). */
  public static final Rfc9591Verifier P256 =
      new Rfc9591Verifier("secp256r1", "FROST-P256-SHA256-v1");

  private final X9ECParameters curve;
  private final byte[] challengeTag;

  private Rfc9591Verifier(String curve, String contextString) {
    this.curve = SECNamedCurves.getByName(curve);
    this.challengeTag = (contextString + "chal").getBytes(StandardCharsets.US_ASCII);
  }

  public boolean verify(byte[] publicKey, String message, byte[] signature) {
    return verify(publicKey, message.getBytes(StandardCharsets.UTF_8), signature);
  }

  /** Whether zG = R + cX for the signature R | z. */
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != 65) {
      return false;
    }
    byte[] encodedR = Arrays.copyOf(signature, 33);
    BigInteger z = new BigInteger(1, Arrays.copyOfRange(signature, 33, 65));
    ECPoint r = curve.getCurve().decodePoint(encodedR);
    ECPoint key = curve.getCurve().decodePoint(publicKey);
    byte[] input = new byte[66 + message.length];
    System.arraycopy(encodedR, 0, input, 0, 33);
    System.arraycopy(publicKey, 0, input, 33, 33);
    System.arraycopy(message, 0, input, 66, message.length);
    BigInteger c = new BigInteger(1, expand(input)).mod(curve.getN());
    return z.compareTo(curve.getN()) < 0
        && curve.getG().multiply(z).normalize().equals(r.add(key.multiply(c)).normalize());
  }

  /** expand_message_xmd, RFC 9380 section 5.3.1, 48 bytes with the suite's DST for challenges. */
  private byte[] expand(byte[] message) {
    byte[] tag = challengeTag;
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
