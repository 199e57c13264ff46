package org.tagma.threshold.group;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;

/**
 * A group of prime order {@code q} on an elliptic curve, written additively.
 *
 * <p>Scalars and points of different curves do not mix: an operation on them throws {@link
 * IllegalArgumentException}.
 */
public sealed interface Curve permits EdwardsCurve, WeierstrassCurve {
  /** Every curve. */
  static List<Curve> all() {
    return List.of(WeierstrassCurve.SECP256K1, WeierstrassCurve.P256, EdwardsCurve.ED25519);
  }

  /**
   * The curve with the API's name.
   *
   * @param apiName {@code SECP256K1}, {@code P256} or {@code ED25519}
   * @throws IllegalArgumentException for any other name
   */
  static Curve named(String apiName) {
    return all().stream()
        .filter(curve -> curve.apiName().equals(apiName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown curve " + apiName));
  }

  /** The name in the API, in transcripts and in certificates: {@code SECP256K1}. */
  String apiName();

  /** The name inside a suite: {@code secp256k1}. */
  String label();

  /** The prime order q of the group. */
  BigInteger order();

  /** The standard generator G. */
  Point generator();

  /** The neutral element, which has no encoding. */
  Point identity();

  /** Bytes of an encoded point. */
  int pointLength();

  /** Bytes of an encoded scalar. */
  default int scalarLength() {
    return (order().bitLength() + 7) / 8;
  }

  /** Which byte of an encoded scalar comes first (RFC 9591 section 6). */
  ByteOrder scalarBytes();

  /**
   * The scalar of a small number.
   *
   * @throws IllegalArgumentException unless {@code v >= 0}
   */
  default Scalar scalar(long v) {
    return scalar(BigInteger.valueOf(v));
  }

  /**
   * The scalar of a number that is already reduced.
   *
   * @throws IllegalArgumentException unless {@code 0 <= v < q}
   */
  default Scalar scalar(BigInteger v) {
    if (v.signum() < 0 || v.compareTo(order()) >= 0) {
      throw new IllegalArgumentException("not a reduced scalar");
    }
    return new Scalar(this, v);
  }

  /**
   * {@code v mod q}.
   *
   * @throws IllegalArgumentException if {@code v} is negative
   */
  default Scalar reduce(BigInteger v) {
    if (v.signum() < 0) {
      throw new IllegalArgumentException("a negative number is not reduced");
    }
    return new Scalar(this, v.mod(order()));
  }

  /**
   * Decodes {@link #scalarLength()} bytes, DeserializeScalar of RFC 9591 section 6: a value of q or
   * more is refused, not reduced.
   */
  default Scalar decodeScalar(byte[] encoded) throws DecodingException {
    if (encoded.length != scalarLength()) {
      throw new DecodingException("a scalar has " + scalarLength() + " bytes");
    }
    BigInteger value = new BigInteger(1, Scalar.ordered(encoded, scalarBytes()));
    if (value.compareTo(order()) >= 0) {
      throw new DecodingException("the scalar is not below the order");
    }
    return new Scalar(this, value);
  }

  /**
   * Decodes a compressed point: canonical, on the curve, in the prime-order subgroup and not the
   * identity (SEC 1 section 2.3.4; RFC 8032 section 5.1.3; DeserializeElement of RFC 9591 section
   * 6).
   */
  Point decodePoint(byte[] encoded) throws DecodingException;

  /** A uniform scalar in [1, q), by rejection. */
  default Scalar randomScalar(SecureRandom random) {
    byte[] candidate = new byte[scalarLength()];
    int unused = 8 * candidate.length - order().bitLength();
    while (true) {
      random.nextBytes(candidate);
      candidate[0] &= (byte) (0xff >>> unused);
      BigInteger value = new BigInteger(1, candidate);
      if (value.signum() > 0 && value.compareTo(order()) < 0) {
        return new Scalar(this, value);
      }
    }
  }

  /** The sum of the points; the identity for none. */
  Point sum(List<Point> points);

  /** {@code aP + bQ} for public scalars; variable time. */
  default Point multiplyAdd(Scalar a, Point p, Scalar b, Point q) {
    return multiSum(List.of(a, b), List.of(p, q));
  }

  /**
   * The sum of {@code k_i P_i} for public scalars; variable time.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  Point multiSum(List<Scalar> k, List<Point> p);
}
