package org.tagma.threshold.secret;

import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;

/**
 * Feldman's commitment to a polynomial: {@code C_k = a_k G}, constant term first. It fixes every
 * share: {@code f(x) G = C_0 + x C_1 + x^2 C_2 + ...}.
 *
 * @param points as many as the threshold, of one curve
 */
public record FeldmanCommitment(List<Point> points) {
  /** Takes a copy of the list. */
  public FeldmanCommitment {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a commitment has a constant term");
    }
  }

  /** {@code f(x) G}. */
  public Point at(int x) {
    Curve curve = points.get(0).curve();
    Scalar at = curve.scalar(x);
    Point value = points.get(points.size() - 1);
    for (int k = points.size() - 2; k >= 0; k--) {
      value = value.times(at).plus(points.get(k));
    }
    return value;
  }

  /** {@code C_0 = f(0) G}. */
  public Point constant() {
    return points.get(0);
  }

  /**
   * The sum of the dealers' {@code f_j(x) G}: the public share of keeper {@code x}.
   *
   * @throws IllegalArgumentException if there is no dealer, or they differ in degree
   */
  public static Point shareOf(List<FeldmanCommitment> dealers, int x) {
    if (dealers.isEmpty()) {
      throw new IllegalArgumentException("a share has a dealer");
    }
    int terms = dealers.get(0).points.size();
    if (dealers.stream().anyMatch(dealer -> dealer.points.size() != terms)) {
      throw new IllegalArgumentException("dealers of different degrees");
    }
    Curve curve = dealers.get(0).constant().curve();
    List<Point> sums = new ArrayList<>(terms);
    for (int k = 0; k < terms; k++) {
      int term = k;
      sums.add(curve.sum(dealers.stream().map(dealer -> dealer.points.get(term)).toList()));
    }
    return new FeldmanCommitment(sums).at(x);
  }
}
