package org.tagma.threshold.group;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

/**
 * A group of prime order {@code q} on an elliptic curve, written additively.
 *
 * <p>Scalars and points of different curves do not mix: an operation on them throws {@link
 * IllegalArgumentException}.
 */
public sealed interface Curve permits WeierstrassCurve {
  /**
   * The curve with the API's name.
   *
   * @param apiName {@code SECP256K1} or {@code P256}
   * @throws IllegalArgumentException for any other name
   */
  static Curve named(String apiName) {
    return switch (apiName) {
      case "SECP256K1" -> WeierstrassCurve.SECP256K1;
      case "P256" -> WeierstrassCurve.P256;
      default -> throw new IllegalArgumentException("unknown curve " + apiName);
    };
  }

  /** The name in the API, in transcripts and in certificates: {@code SECP256K1}, {@code P256}. */
  String apiName();

  /** The name inside a suite: {@code secp256k1}, {@code p256}. */
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
  int scalarLength();

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
  Scalar scalar(BigInteger v);

  /**
   * {@code v mod q}.
   *
   * @throws IllegalArgumentException if {@code v} is negative
   */
  Scalar reduce(BigInteger v);

  /**
   * Decodes {@link #scalarLength()} bytes, DeserializeScalar of RFC 9591 section 6: a value of q or
   * more is refused, not reduced.
   */
  Scalar decodeScalar(byte[] encoded) throws DecodingException;

  /**
   * Decodes a compressed point: canonical, on the curve, in the prime-order subgroup and not the
   * identity (SEC 1 section 2.3.4; DeserializeElement of RFC 9591 section 6).
   */
  Point decodePoint(byte[] encoded) throws DecodingException;

  /** A uniform scalar in [1, q), by rejection. */
  Scalar randomScalar(SecureRandom random);

  /** The sum of the points; the identity for none. */
  Point sum(List<Point> points);

  /** {@code aP + bQ} for public scalars; variable time. */
  Point multiplyAdd(Scalar a, Point p, Scalar b, Point q);

  /**
   * The sum of {@code k_i P_i} for public scalars; variable time.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  Point multiSum(List<Scalar> k, List<Point> p);
}
