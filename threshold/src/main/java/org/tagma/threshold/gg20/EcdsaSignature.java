package org.tagma.threshold.gg20;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;

/**
 * An ECDSA signature with what it takes to recover the public key from it (SEC 1 section 4.1.6).
 *
 * @param r not zero
 * @param s not zero
 * @param recoveryId bit 0: R has an odd y; bit 1: the x of R is not below the order
 */
public record EcdsaSignature(Scalar r, Scalar s, int recoveryId) {
  /** r, s and the recovery id. */
  public static final int LENGTH = 65;

  private static final int HALF = 32;
  private static final int DER_SEQUENCE = 0x30;
  private static final int DER_INTEGER = 0x02;

  /** Checks the ranges. */
  public EcdsaSignature {
    if (r.isZero() || s.isZero() || recoveryId < 0 || recoveryId > 3) {
      throw new IllegalArgumentException("not a signature");
    }
  }

  /**
   * The signature for a nonce point and the sum of all shares; with the lower s where the curve's
   * users expect that, on secp256k1 (BIP-62), and as it comes on P-256.
   */
  static EcdsaSignature of(Point nonce, Scalar s) {
    Curve curve = nonce.curve();
    BigInteger x = x(nonce);
    int recoveryId = (nonce.encode()[0] & 1) | (x.compareTo(curve.order()) >= 0 ? 2 : 0);
    boolean flips = hasLowS(curve) && s.value().compareTo(curve.order().shiftRight(1)) > 0;
    return new EcdsaSignature(
        curve.reduce(x), flips ? s.negate() : s, flips ? recoveryId ^ 1 : recoveryId);
  }

  private static boolean hasLowS(Curve curve) {
    return curve.apiName().equals("SECP256K1");
  }

  /** r: the x of R modulo the order. */
  static Scalar r(Point nonce) {
    return nonce.curve().reduce(x(nonce));
  }

  private static BigInteger x(Point point) {
    byte[] encoded = point.encode();
    return new BigInteger(1, Arrays.copyOfRange(encoded, 1, encoded.length));
  }

  /** Reads {@link #encode}. */
  public static EcdsaSignature decode(Curve curve, byte[] encoded) throws DecodingException {
    if (encoded.length != LENGTH) {
      throw new DecodingException("a signature has " + LENGTH + " bytes");
    }
    try {
      return new EcdsaSignature(
          curve.decodeScalar(Arrays.copyOf(encoded, HALF)),
          curve.decodeScalar(Arrays.copyOfRange(encoded, HALF, 2 * HALF)),
          encoded[2 * HALF]);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a signature");
    }
  }

  /** r, then s, 32 bytes each, then the recovery id. */
  public byte[] encode() {
    byte[] encoded = Arrays.copyOf(r.encode(), LENGTH);
    System.arraycopy(s.encode(), 0, encoded, HALF, HALF);
    encoded[2 * HALF] = (byte) recoveryId;
    return encoded;
  }

  /** Ecdsa-Sig-Value of RFC 3279 section 2.2.3, in DER. */
  public byte[] der() {
    byte[] first = r.value().toByteArray();
    byte[] second = s.value().toByteArray();
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(DER_SEQUENCE);
    der.write(4 + first.length + second.length); // at most 70
    for (byte[] integer : new byte[][] {first, second}) {
      der.write(DER_INTEGER);
      der.write(integer.length);
      der.writeBytes(integer);
    }
    return der.toByteArray();
  }

  /** Reads {@link #der} strictly; what the recovery id is, DER does not say, so it is 0 here. */
  public static EcdsaSignature ofDer(Curve curve, byte[] der) throws DecodingException {
    try {
      int first = der[3];
      byte[] r = Arrays.copyOfRange(der, 4, 4 + first);
      byte[] s = Arrays.copyOfRange(der, 6 + first, der.length);
      EcdsaSignature signature = new EcdsaSignature(scalar(curve, r), scalar(curve, s), 0);
      if (Arrays.equals(der, signature.der())) {
        return signature;
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new DecodingException("not a signature in DER");
    }
    throw new DecodingException("not a signature in DER");
  }

  private static Scalar scalar(Curve curve, byte[] integer) {
    return curve.reduce(new BigInteger(integer));
  }

  /** Whether this is a signature of the 32 bytes (SEC 1 section 4.1.4), its recovery id aside. */
  public boolean verify(Point publicKey, byte[] digest) {
    Curve curve = publicKey.curve();
    Scalar inverse = s.invert();
    Scalar m = message(curve, digest);
    Point nonce =
        curve.multiplyAdd(m.times(inverse), curve.generator(), r.times(inverse), publicKey);
    return !nonce.isIdentity() && r(nonce).equals(r);
  }

  /** m: the digest as a number modulo the order. */
  static Scalar message(Curve curve, byte[] digest) {
    if (digest.length != HALF) {
      throw new IllegalArgumentException("a digest has " + HALF + " bytes");
    }
    return curve.reduce(new BigInteger(1, digest));
  }
}
