package org.tagma.threshold.group;

import java.math.BigInteger;
import java.nio.ByteOrder;

/** A public number modulo the order q of a curve's group; immutable, always in [0, q). */
public final class Scalar {
  private final Curve curve;
  private final BigInteger value;

  /** The caller has checked that {@code 0 <= value < q}. */
  Scalar(Curve curve, BigInteger value) {
    this.curve = curve;
    this.value = value;
  }

  /** The curve whose order is the modulus. */
  public Curve curve() {
    return curve;
  }

  /** The number, in [0, q). */
  public BigInteger value() {
    return value;
  }

  /** The sum modulo q. */
  public Scalar plus(Scalar other) {
    BigInteger sum = value.add(same(other).value);
    return new Scalar(curve, sum.compareTo(curve.order()) < 0 ? sum : sum.subtract(curve.order()));
  }

  /** The difference modulo q. */
  public Scalar minus(Scalar other) {
    BigInteger difference = value.subtract(same(other).value);
    return new Scalar(curve, difference.signum() < 0 ? difference.add(curve.order()) : difference);
  }

  /** The product modulo q. */
  public Scalar times(Scalar other) {
    return new Scalar(curve, value.multiply(same(other).value).mod(curve.order()));
  }

  /** {@code -this} modulo q. */
  public Scalar negate() {
    return isZero() ? this : new Scalar(curve, curve.order().subtract(value));
  }

  /**
   * The inverse modulo q.
   *
   * @throws ArithmeticException for zero
   */
  public Scalar invert() {
    return new Scalar(curve, value.modInverse(curve.order()));
  }

  /** Whether this is zero. */
  public boolean isZero() {
    return value.signum() == 0;
  }

  /**
   * The canonical encoding, SerializeScalar of RFC 9591 section 6: {@link Curve#scalarLength()}
   * bytes in the order of {@link Curve#scalarBytes()}.
   */
  public byte[] encode() {
    byte[] encoded = new byte[curve.scalarLength()];
    byte[] magnitude = value.toByteArray();
    int sign = magnitude.length > encoded.length ? 1 : 0; // a leading zero byte of two's complement
    int length = magnitude.length - sign;
    System.arraycopy(magnitude, sign, encoded, encoded.length - length, length);
    return ordered(encoded, curve.scalarBytes());
  }

  /** Big-endian bytes in the given order, or the other way round; {@code bytes} stays as it is. */
  static byte[] ordered(byte[] bytes, ByteOrder order) {
    if (order == ByteOrder.BIG_ENDIAN) {
      return bytes;
    }
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private Scalar same(Scalar other) {
    if (other.curve != curve) {
      throw new IllegalArgumentException("scalars of two curves");
    }
    return other;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar that && that.curve == curve && that.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return curve.apiName() + " scalar " + value.toString(16);
  }
}
