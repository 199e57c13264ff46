package org.tagma.threshold.refresh;

import java.security.SecureRandom;
import java.util.List;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;

/**
 * A secret polynomial f of degree t - 1 with f(0) = 0: f(x) = x g(x), where g is any polynomial of
 * degree t - 2.
 */
final class Zero implements Destroyable {
  private final Curve curve;
  private final ShamirPolynomial quotient; // g

  Zero(Curve curve, ShamirPolynomial quotient) {
    this.curve = curve;
    this.quotient = quotient;
  }

  static Zero random(Curve curve, int threshold, SecureRandom random) {
    return new Zero(curve, ShamirPolynomial.random(curve, threshold - 1, random));
  }

  /** f(x), a new secret. */
  SecretScalar at(int x) {
    try (SecretScalar value = quotient.at(x)) {
      return value.times(curve.scalar(x));
    }
  }

  /** C_1 to C_{t-1}. */
  List<Point> commit() {
    return quotient.commit().points();
  }

  /** f(x) G, from C_1 to C_{t-1}. */
  static Point at(List<Point> coefficients, int x) {
    Curve curve = coefficients.get(0).curve();
    return new FeldmanCommitment(coefficients).at(x).times(curve.scalar(x));
  }

  @Override
  public void destroy() {
    quotient.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return quotient.isDestroyed();
  }

  @Override
  public String toString() {
    return "Zero[redacted]";
  }
}
