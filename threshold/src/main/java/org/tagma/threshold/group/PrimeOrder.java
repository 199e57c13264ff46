package org.tagma.threshold.group;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * Tells whether a point of edwards25519 is in the subgroup of prime order q, in half the time of
 * multiplying it by q: by halving it once (Pornin, eprint 2022/1164) and a Tate pairing (Koshelev,
 * eprint 2022/037).
 *
 * <p>On the birational v^2 = u (u^2 + A u + 1), A = 486662, the points form a cyclic group of order
 * 8q, so those of order q are the multiples 8E. P is in 2E if u is a square. It then has two
 * halves, Q and Q + (0, 0), which are in 4E together or not at all, as (0, 0) is in 4E; and P is in
 * 8E if they are. Q is in 4E if (v - su)^2 / u is a fourth power, where T = (1, s), s^2 = A + 2, is
 * of order 4, and that function has the divisor 4(T) - 4(O).
 */
final class PrimeOrder {
  private static final int[] ONE = element(1);
  private static final int[] A = element(486662);

  /** s, the v of a point of order 4. */
  private static final int[] S = root(element(486664));

  /** The square root of -(A + 2), in the birational map: x = ROOT u / v. */
  private static final int[] ROOT = root(negated(element(486664)));

  private PrimeOrder() {}

  /** Whether qP is the identity, for affine coordinates of a point; the identity itself is not. */
  static boolean isOrder(int[] x, int[] y) {
    if (X25519Field.isZeroVar(normalized(x))) {
      return false; // order 1 or 2
    }
    int[] r = X25519Field.create(); // u = r^2 = (1 + y) / (1 - y)
    if (!X25519Field.sqrtRatioVar(sum(ONE, y), difference(ONE, y), r)) {
      return false;
    }
    // the tangent at Q passes through -P with slope m: (m + r)^2 = A + 2u - 2v/r for one sign of r
    int[] slopes = X25519Field.create(); // n = m + r
    if (!X25519Field.sqrtRatioVar(discriminant(x, r), x, slopes)) {
      r = negated(r);
      if (!X25519Field.sqrtRatioVar(discriminant(x, r), x, slopes)) {
        throw new IllegalStateException("A^2 - 4 is no square, so one of them is");
      }
    }
    // Q = (u', n u') with u' = -(v/r + m r) = -r (ROOT + m x) / x
    int[] m = difference(slopes, r);
    int[] h = X25519Field.create(); // u' = h^2
    return X25519Field.sqrtRatioVar(negated(product(r, sum(ROOT, product(m, x)))), x, h)
        && isSquare(product(h, difference(slopes, S)));
  }

  /** x (A + 2u - 2v/r), where v/r = ROOT r / x. */
  private static int[] discriminant(int[] x, int[] r) {
    int[] square = product(r, r);
    int[] left = product(x, sum(A, sum(square, square)));
    int[] right = product(ROOT, r);
    return difference(left, sum(right, right));
  }

  private static boolean isSquare(int[] a) {
    return X25519Field.sqrtRatioVar(a, ONE, X25519Field.create());
  }

  private static int[] root(int[] square) {
    int[] root = X25519Field.create();
    if (!X25519Field.sqrtRatioVar(square, ONE, root)) {
      throw new IllegalStateException("not a square");
    }
    return root;
  }

  private static int[] element(int small) {
    int[] element = X25519Field.create();
    element[0] = small;
    X25519Field.carry(element);
    return element;
  }

  private static int[] sum(int[] a, int[] b) {
    int[] sum = X25519Field.create();
    X25519Field.add(a, b, sum);
    X25519Field.carry(sum);
    return sum;
  }

  private static int[] difference(int[] a, int[] b) {
    int[] difference = X25519Field.create();
    X25519Field.sub(a, b, difference);
    X25519Field.carry(difference);
    return difference;
  }

  private static int[] product(int[] a, int[] b) {
    int[] product = X25519Field.create();
    X25519Field.mul(a, b, product);
    return product;
  }

  private static int[] negated(int[] a) {
    return difference(X25519Field.create(), a);
  }

  private static int[] normalized(int[] a) {
    int[] normalized = a.clone();
    X25519Field.normalize(normalized);
    return normalized;
  }
}
