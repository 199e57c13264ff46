package org.tagma.threshold.secret;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;

/**
 * A secret polynomial f of degree t - 1 modulo a curve's order, whose values f(1), f(2), ... are
 * shares of f(0): any t of them give it, fewer say nothing about it.
 */
public final class ShamirPolynomial implements Destroyable {
  private final List<SecretScalar> coefficients; // a_0 first

  private ShamirPolynomial(List<SecretScalar> coefficients) {
    if (coefficients.isEmpty()) {
      throw new IllegalArgumentException("a polynomial has a constant term");
    }
    this.coefficients = coefficients;
  }

  /**
   * A uniform polynomial with {@code threshold} non-zero coefficients.
   *
   * @throws IllegalArgumentException if {@code threshold < 1}
   */
  public static ShamirPolynomial random(Curve curve, int threshold, SecureRandom random) {
    return new ShamirPolynomial(
        Stream.generate(() -> SecretScalar.random(curve, random))
            .limit(Math.max(0, threshold))
            .toList());
  }

  /**
   * A polynomial that shares {@code secret}, which stays the caller's: its other coefficients are
   * uniform and not zero.
   *
   * @throws IllegalArgumentException if {@code threshold < 1}
   */
  public static ShamirPolynomial sharing(SecretScalar secret, int threshold, SecureRandom random) {
    if (threshold < 1) {
      throw new IllegalArgumentException("a polynomial has a constant term");
    }
    return new ShamirPolynomial(
        Stream.concat(
                Stream.of(secret.copy()),
                Stream.generate(() -> SecretScalar.random(secret.curve(), random))
                    .limit(threshold - 1L))
            .toList());
  }

  /** The polynomial with copies of the coefficients {@code a_0, a_1, ...}. */
  public static ShamirPolynomial of(List<SecretScalar> coefficients) {
    return new ShamirPolynomial(
        coefficients.stream().map(a -> SecretScalar.of(a.value())).toList());
  }

  /**
   * The share f(x), a new secret.
   *
   * @throws IllegalArgumentException if {@code x < 1}: f(0) is no share
   */
  public SecretScalar at(int x) {
    if (x < 1) {
      throw new IllegalArgumentException("shares have positive numbers");
    }
    Curve curve = coefficients.get(0).curve();
    Scalar at = curve.scalar(x);
    Scalar value = curve.scalar(0);
    for (int k = coefficients.size() - 1; k >= 0; k--) {
      value = value.times(at).plus(coefficients.get(k).value());
    }
    return SecretScalar.of(value);
  }

  /** The points {@code a_k G}, against which anybody can check a share. */
  public FeldmanCommitment commit() {
    return new FeldmanCommitment(coefficients.stream().map(SecretScalar::timesGenerator).toList());
  }

  /** f(0), a new secret. */
  public SecretScalar constant() {
    return SecretScalar.of(coefficients.get(0).value());
  }

  /** Erases the coefficients. */
  @Override
  public void destroy() {
    coefficients.forEach(SecretScalar::destroy);
  }

  @Override
  public boolean isDestroyed() {
    return coefficients.get(0).isDestroyed();
  }

  @Override
  public String toString() {
    return "ShamirPolynomial[degree " + (coefficients.size() - 1) + ", redacted]";
  }
}
