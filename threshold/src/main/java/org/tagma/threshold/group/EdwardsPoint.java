package org.tagma.threshold.group;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 in extended coordinates (RFC 8032 section 5.1.4), all of them carried.
 */
final class EdwardsPoint implements Point {
  private static final int LENGTH = 32;

  private final int[] x;
  private final int[] y;
  private final int[] z;
  private final int[] t;
  private volatile byte[] encoding;

  /** Takes over the arrays. */
  EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.t = t;
  }

  /** The point with these affine coordinates, which are on the curve. */
  static EdwardsPoint affine(int[] x, int[] y) {
    int[] z = X25519Field.create();
    X25519Field.one(z);
    int[] t = X25519Field.create();
    X25519Field.mul(x, y, t);
    return new EdwardsPoint(x, y, z, t);
  }

  void copyTo(int[] toX, int[] toY, int[] toZ, int[] toT) {
    X25519Field.copy(x, 0, toX, 0);
    X25519Field.copy(y, 0, toY, 0);
    X25519Field.copy(z, 0, toZ, 0);
    X25519Field.copy(t, 0, toT, 0);
  }

  @Override
  public EdwardsCurve curve() {
    return EdwardsCurve.ED25519;
  }

  @Override
  public Point plus(Point other) {
    EdwardsSum sum = new EdwardsSum(this);
    sum.add(new EdwardsAddend(EdwardsCurve.own(other)));
    return sum.toPoint();
  }

  @Override
  public Point minus(Point other) {
    EdwardsSum sum = new EdwardsSum(this);
    sum.subtract(new EdwardsAddend(EdwardsCurve.own(other)));
    return sum.toPoint();
  }

  @Override
  public Point negate() {
    int[] minusX = X25519Field.create();
    int[] minusT = X25519Field.create();
    X25519Field.negate(x, minusX);
    X25519Field.negate(t, minusT);
    return new EdwardsPoint(minusX, y, z, minusT);
  }

  @Override
  public Point times(Scalar k) {
    return EdwardsCurve.ED25519.multiply(this, k);
  }

  @Override
  public Point timesSecret(Scalar k) {
    return EdwardsCurve.ED25519.multiplySecret(this, k);
  }

  /** Its multiplication makes its own table, which costs little. */
  @Override
  public Point prepared() {
    return this;
  }

  /** Whether X = 0 and Y = Z; the point of order two has Y = -Z. */
  @Override
  public boolean isIdentity() {
    return isZero(x.clone()) && equal(y, z);
  }

  /** Whether this point, whose Z is 1, is in the subgroup of prime order and not its identity. */
  boolean hasPrimeOrder() {
    return PrimeOrder.isOrder(x, y);
  }

  @Override
  public byte[] encode() {
    return encoding().clone();
  }

  private byte[] encoding() {
    byte[] known = encoding;
    if (known == null) {
      if (isIdentity()) {
        throw new IllegalStateException("the identity has no encoding");
      }
      known = compress();
      encoding = known;
    }
    return known;
  }

  /** RFC 8032 section 5.1.2. */
  private byte[] compress() {
    EdwardsPoint affine = normalize();
    X25519Field.normalize(affine.x);
    X25519Field.normalize(affine.y);
    byte[] encoded = new byte[LENGTH];
    X25519Field.encode(affine.y, encoded);
    encoded[LENGTH - 1] |= (byte) ((affine.x[0] & 1) << 7);
    return encoded;
  }

  /**
   * The same point with Z = 1. The inversion takes the same time for every Z, since the Z of a
   * secret multiple would tell about the secret.
   */
  EdwardsPoint normalize() {
    int[] inverse = X25519Field.create();
    X25519Field.inv(z, inverse);
    return affine(product(x, inverse), product(y, inverse));
  }

  private static boolean isZero(int[] element) {
    X25519Field.normalize(element);
    return X25519Field.isZeroVar(element);
  }

  private static boolean equal(int[] a, int[] b) {
    int[] difference = X25519Field.create();
    X25519Field.sub(a, b, difference);
    X25519Field.carry(difference);
    return isZero(difference);
  }

  /** Compares without an inversion: X1 Z2 = X2 Z1 and Y1 Z2 = Y2 Z1. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof EdwardsPoint that
        && equal(product(x, that.z), product(that.x, z))
        && equal(product(y, that.z), product(that.y, z));
  }

  private static int[] product(int[] a, int[] b) {
    int[] product = X25519Field.create();
    X25519Field.mul(a, b, product);
    return product;
  }

  @Override
  public int hashCode() {
    return isIdentity() ? 0 : Arrays.hashCode(encoding());
  }

  @Override
  public String toString() {
    return curve().apiName()
        + " "
        + (isIdentity() ? "identity" : HexFormat.of().formatHex(encoding()));
  }
}
