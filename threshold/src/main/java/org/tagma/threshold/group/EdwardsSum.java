package org.tagma.threshold.group;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 that is being computed: extended coordinates (X : Y : Z : T) with T =
 * XY/Z (RFC 8032 section 5.1.4), where T is kept as its two factors E and H until an addition needs
 * it.
 *
 * <p>The formulas hold for every pair of points, so no case is told apart and no branch depends on
 * a value. A field element that goes into a product is a sum of two products at most, or carried.
 */
final class EdwardsSum {
  /** The curve's constant d = -121665/121666. */
  static final int[] D = constant();

  static final int[] TWICE_D = X25519Field.create();

  static {
    X25519Field.add(D, D, TWICE_D);
    X25519Field.carry(TWICE_D);
  }

  private final int[] x = X25519Field.create();
  private final int[] y = X25519Field.create();
  private final int[] z = X25519Field.create();
  private final int[] e = X25519Field.create();
  private final int[] h = X25519Field.create();

  // what the formulas of RFC 8032 call A, B, C, D, F and G
  private final int[] a = X25519Field.create();
  private final int[] b = X25519Field.create();
  private final int[] c = X25519Field.create();
  private final int[] d = X25519Field.create();
  private final int[] f = X25519Field.create();
  private final int[] g = X25519Field.create();

  /** The neutral element. */
  EdwardsSum() {
    X25519Field.one(y);
    X25519Field.one(z);
    X25519Field.one(h);
  }

  /** The given point. */
  EdwardsSum(EdwardsPoint point) {
    point.copyTo(x, y, z, e);
    X25519Field.one(h);
  }

  private static int[] constant() {
    int[] numerator = small(121665);
    int[] inverse = X25519Field.create();
    X25519Field.inv(small(121666), inverse);
    X25519Field.mul(numerator, inverse, numerator);
    X25519Field.negate(numerator, numerator);
    X25519Field.carry(numerator);
    return numerator;
  }

  private static int[] small(int value) {
    int[] element = X25519Field.create();
    element[0] = value;
    return element;
  }

  /** Doubles this point. */
  void twice() {
    X25519Field.add(x, y, e);
    X25519Field.sqr(e, e);
    X25519Field.sqr(x, a);
    X25519Field.sqr(y, b);
    X25519Field.sqr(z, c);
    X25519Field.add(c, c, c);
    X25519Field.apm(a, b, h, g);
    X25519Field.sub(h, e, e);
    X25519Field.carry(e);
    X25519Field.add(c, g, f);
    X25519Field.carry(f);
    finish();
  }

  /** Doubles this point so many times. */
  void twice(int times) {
    for (int i = 0; i < times; i++) {
      twice();
    }
  }

  /** Adds a point. */
  void add(EdwardsAddend other) {
    X25519Field.apm(y, x, b, a);
    X25519Field.mul(a, other.difference, a);
    X25519Field.mul(b, other.sum, b);
    products(other);
    X25519Field.apm(d, c, g, f);
    finish();
  }

  /** Subtracts a point, whose negative has the sum and the difference swapped, and T negated. */
  void subtract(EdwardsAddend other) {
    X25519Field.apm(y, x, b, a);
    X25519Field.mul(a, other.sum, a);
    X25519Field.mul(b, other.difference, b);
    products(other);
    X25519Field.apm(d, c, f, g);
    finish();
  }

  private void products(EdwardsAddend other) {
    X25519Field.mul(e, h, c);
    X25519Field.mul(c, other.product, c);
    X25519Field.mul(z, other.twiceZ, d);
    X25519Field.apm(b, a, h, e);
  }

  private void finish() {
    X25519Field.mul(e, f, x);
    X25519Field.mul(g, h, y);
    X25519Field.mul(f, g, z);
  }

  /** The point reached, from now on independent of this. */
  EdwardsPoint toPoint() {
    int[] t = X25519Field.create();
    X25519Field.mul(e, h, t);
    return new EdwardsPoint(x.clone(), y.clone(), z.clone(), t);
  }
}
