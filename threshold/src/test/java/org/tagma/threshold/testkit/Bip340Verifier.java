package org.tagma.threshold.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;

/** BIP-340 and BIP-341 over BouncyCastle's points, and over no class of the product. */
public final class Bip340Verifier {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

  private Bip340Verifier() {}

  /** Verify of BIP-340: R = sG - eP is not infinite, has even y, and x(R) is r. */
  public static boolean verify(byte[] xOnlyKey, byte[] message, byte[] signature) {
    if (xOnlyKey.length != 32 || signature.length != 64) {
      return false;
    }
    byte[] r = Arrays.copyOf(signature, 32);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    if (new BigInteger(1, r).compareTo(FIELD) >= 0 || s.compareTo(CURVE.getN()) >= 0) {
      return false;
    }
    try {
      ECPoint key = liftX(xOnlyKey);
      BigInteger e = new BigInteger(1, tagged("BIP0340/challenge", r, xOnlyKey, message));
      ECPoint commitment = CURVE.getG().multiply(s).subtract(key.multiply(e)).normalize();
      return !commitment.isInfinity()
          && !commitment.getAffineYCoord().testBitZero()
          && commitment.getAffineXCoord().toBigInteger().equals(new BigInteger(1, r));
    } catch (IllegalArgumentException e) {
      return false; // the key is no x of the curve
    }
  }

  /** The output key of BIP-341, x only, for a key in SEC 1 form and a root that may be empty. */
  public static byte[] taprootOutputKey(byte[] publicKey, byte[] merkleRoot) {
    byte[] x = xOnly(publicKey);
    BigInteger t = new BigInteger(1, tagged("TapTweak", x, merkleRoot));
    return xOnly(liftX(x).add(CURVE.getG().multiply(t)).normalize().getEncoded(true));
  }

  /** The x of a compressed point. */
  public static byte[] xOnly(byte[] compressed) {
    return Arrays.copyOfRange(compressed, 1, 33);
  }

  private static ECPoint liftX(byte[] x) {
    byte[] even = new byte[33];
    even[0] = 2;
    System.arraycopy(x, 0, even, 1, 32);
    return CURVE.getCurve().decodePoint(even);
  }

  private static byte[] tagged(String tag, byte[]... parts) {
    byte[] prefix = sha256(tag.getBytes(StandardCharsets.US_ASCII));
    byte[][] all = new byte[parts.length + 2][];
    all[0] = prefix;
    all[1] = prefix;
    System.arraycopy(parts, 0, all, 2, parts.length);
    return sha256(all);
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
