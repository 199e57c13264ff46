package org.tagma.threshold.transcript;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;

/**
 * hash_to_curve of RFC 9380, suites {@code P256_XMD:SHA-256_SSWU_RO_} and {@code
 * secp256k1_XMD:SHA-256_SSWU_RO_}: a point whose discrete logarithm nobody knows. For public inputs
 * only: variable time.
 */
public final class HashToCurve {
  /** L of RFC 9380 section 8: (256 + 128) / 8. */
  private static final int FIELD_BYTES = 48;

  private static final HashToCurve P256 =
      new HashToCurve(
          hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
          BigInteger.valueOf(-3),
          hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
          BigInteger.valueOf(-10),
          List.of());

  /** E' of RFC 9380 section 8.7 and the 3-isogeny to secp256k1 of appendix E.1. */
  private static final HashToCurve SECP256K1 =
      new HashToCurve(
          hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
          hex("3f8731abdd661adca08a5558f0f5d272e953d363cb6f0e5d405447c01a444533"),
          BigInteger.valueOf(1771),
          BigInteger.valueOf(-11),
          List.of(
              List.of(
                  hex("8e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38daaaaa8c7"),
                  hex("07d3d4c80bc321d5b9f315cea7fd44c5d595d2fc0bf63b92dfff1044f17c6581"),
                  hex("534c328d23f234e6e2a413deca25caece4506144037c40314ecbd0b53d9dd262"),
                  hex("8e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38daaaaa88c")),
              List.of(
                  hex("d35771193d94918a9ca34ccbb7b640dd86cd409542f8487d9fe6b745781eb49b"),
                  hex("edadc6f64383dc1df7c4b2d51b54225406d36b641f5e41bbc52a56612a8c6d14"),
                  BigInteger.ONE),
              List.of(
                  hex("4bda12f684bda12f684bda12f684bda12f684bda12f684bda12f684b8e38e23c"),
                  hex("c75e0c32d5cb7c0fa9d0a54b12a0a6d5647ab046d686da6fdffc90fc201d71a3"),
                  hex("29a6194691f91a73715209ef6512e576722830a201be2018a765e85a9ecee931"),
                  hex("2f684bda12f684bda12f684bda12f684bda12f684bda12f684bda12f38e38d84")),
              List.of(
                  hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffff93b"),
                  hex("7a06534bb8bdb49fd5e9e6632722c2989467c1bfc8e8d978dfb425d2685c2573"),
                  hex("6484aa716545ca2cf3a70c3fa8fe337e0a3d21162f0d6299a7bf8192bfd2a76f"),
                  BigInteger.ONE)));

  private final BigInteger p;
  private final BigInteger a;
  private final BigInteger b;
  private final BigInteger z;
  private final List<List<BigInteger>> isogeny;

  private HashToCurve(
      BigInteger p, BigInteger a, BigInteger b, BigInteger z, List<List<BigInteger>> isogeny) {
    this.p = p;
    this.a = a.mod(p);
    this.b = b;
    this.z = z.mod(p);
    this.isogeny = isogeny;
  }

  /**
   * The point for {@code message}; the identity with negligible probability only.
   *
   * @param dst the domain separation tag
   * @throws IllegalArgumentException for a curve without such a suite
   */
  public static Point point(Curve curve, byte[] message, byte[] dst) {
    HashToCurve suite =
        switch (curve.apiName()) {
          case "P256" -> P256;
          case "SECP256K1" -> SECP256K1;
          default -> throw new IllegalArgumentException("no hash to " + curve.apiName());
        };
    byte[] uniform = ExpandMessage.xmdSha256(message, dst, 2 * FIELD_BYTES);
    return suite
        .map(curve, new BigInteger(1, Arrays.copyOf(uniform, FIELD_BYTES)))
        .plus(suite.map(curve, new BigInteger(1, Arrays.copyOfRange(uniform, FIELD_BYTES, 96))));
  }

  /** map_to_curve_simple_swu (RFC 9380 section 6.6.2), then the isogeny where there is one. */
  private Point map(Curve curve, BigInteger uniform) {
    BigInteger u = uniform.mod(p);
    BigInteger zu2 = z.multiply(u).multiply(u).mod(p);
    BigInteger t = zu2.multiply(zu2).add(zu2).mod(p);
    BigInteger x =
        t.signum() == 0
            ? b.multiply(z.multiply(a).modInverse(p)).mod(p)
            : b.negate()
                .multiply(a.modInverse(p))
                .multiply(BigInteger.ONE.add(t.modInverse(p)))
                .mod(p);
    BigInteger y = root(square(x));
    if (!y.multiply(y).mod(p).equals(square(x))) {
      x = zu2.multiply(x).mod(p);
      y = root(square(x));
    }
    if (y.testBit(0) != u.testBit(0)) {
      y = p.subtract(y);
    }
    return isogeny.isEmpty() ? decode(curve, x, y) : throughIsogeny(curve, x, y);
  }

  private Point throughIsogeny(Curve curve, BigInteger x, BigInteger y) {
    BigInteger toX = at(0, x).multiply(at(1, x).modInverse(p)).mod(p);
    BigInteger toY = y.multiply(at(2, x)).multiply(at(3, x).modInverse(p)).mod(p);
    return decode(curve, toX, toY);
  }

  /** A polynomial of the isogeny, coefficients from the lowest. */
  private BigInteger at(int polynomial, BigInteger x) {
    BigInteger value = BigInteger.ZERO;
    List<BigInteger> coefficients = isogeny.get(polynomial);
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.multiply(x).add(coefficients.get(k)).mod(p);
    }
    return value;
  }

  /** x^3 + ax + b. */
  private BigInteger square(BigInteger x) {
    return x.multiply(x).add(a).multiply(x).add(b).mod(p);
  }

  /** A square root, if there is one: p = 3 mod 4. */
  private BigInteger root(BigInteger square) {
    return square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
  }

  private static Point decode(Curve curve, BigInteger x, BigInteger y) {
    byte[] encoded = new byte[33];
    encoded[0] = (byte) (y.testBit(0) ? 3 : 2);
    byte[] magnitude = x.toByteArray();
    int length = Math.min(magnitude.length, 32);
    System.arraycopy(magnitude, magnitude.length - length, encoded, 33 - length, length);
    try {
      return curve.decodePoint(encoded);
    } catch (DecodingException e) {
      throw new IllegalStateException("the map leads off the curve", e);
    }
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
