package org.tagma.threshold.secret;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;

/** Lagrange coefficients for shares numbered by small positive integers (RFC 9591 section 4.2). */
public final class Lagrange {
  private Lagrange() {}

  /**
   * The factor of share {@code i} in f(0), when interpolating through {@code quorum}.
   *
   * @throws IllegalArgumentException unless the numbers are positive and distinct, and {@code i} is
   *     one of them
   */
  public static Scalar atZero(Curve curve, int i, Collection<Integer> quorum) {
    return at(curve, 0, i, quorum);
  }

  /**
   * The factor of share {@code i} in f(x), when interpolating through {@code quorum}.
   *
   * @throws IllegalArgumentException unless the numbers are positive and distinct, and {@code i} is
   *     one of them
   */
  public static Scalar at(Curve curve, int x, int i, Collection<Integer> quorum) {
    check(i, quorum);
    // below the order, positive and distinct means non-zero and distinct modulo q as well
    BigInteger numerator = BigInteger.ONE;
    BigInteger denominator = BigInteger.ONE;
    for (int j : quorum) {
      if (j != i) {
        numerator = numerator.multiply(BigInteger.valueOf((long) x - j));
        denominator = denominator.multiply(BigInteger.valueOf((long) i - j));
      }
    }
    // signs apart: a small number is inverted faster than one next to q
    Scalar coefficient =
        curve.reduce(numerator.abs()).times(curve.reduce(denominator.abs()).invert());
    return numerator.signum() * denominator.signum() < 0 ? coefficient.negate() : coefficient;
  }

  private static void check(int i, Collection<Integer> quorum) {
    if (!quorum.contains(i)
        || quorum.stream().anyMatch(j -> j < 1)
        || new HashSet<>(quorum).size() != quorum.size()) {
      throw new IllegalArgumentException("not a quorum of distinct keepers with keeper " + i);
    }
  }
}
