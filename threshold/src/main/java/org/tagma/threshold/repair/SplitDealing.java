package org.tagma.threshold.repair;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.sharing.DealJudge;

/**
 * Each helper splits its part zeta_i x_i of the lost share into one piece for each helper.
 *
 * @param parts zeta_i X_i by helper
 */
record SplitDealing(SortedMap<Integer, Point> parts) implements DealJudge.Dealing {
  /**
   * By {@code helpers}, for the share of {@code repaired}.
   *
   * @param publicShare X_i
   */
  static SplitDealing of(
      Collection<Integer> helpers, int repaired, IntFunction<Point> publicShare) {
    SortedMap<Integer, Point> parts = new TreeMap<>();
    for (int helper : helpers) {
      Point share = publicShare.apply(helper);
      parts.put(helper, share.times(Lagrange.at(share.curve(), repaired, helper, helpers)));
    }
    return new SplitDealing(parts);
  }

  @Override
  public Set<Integer> dealers() {
    return parts.keySet();
  }

  @Override
  public Set<Integer> receivers() {
    return parts.keySet();
  }

  @Override
  public int points() {
    return parts.size();
  }

  @Override
  public boolean isConstant(int dealer, List<Point> committed) {
    Point part = parts.get(dealer);
    return part.curve().sum(committed).equals(part);
  }

  @Override
  public Point at(List<Point> committed, int receiver) {
    return committed.get(List.copyOf(parts.keySet()).indexOf(receiver));
  }

  /** sigma_j G = Delta_1j + Delta_2j + ... */
  Point sum(Collection<List<Point>> committed, int helper) {
    return parts
        .get(helper)
        .curve()
        .sum(committed.stream().map(pieces -> at(pieces, helper)).toList());
  }
}
