package org.tagma.threshold.reshare;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.sharing.DealJudge;

/**
 * Each dealer shares w_i = lambda_i x_i among the new holders; the w_i add up to the key.
 *
 * @param weighted W_i = w_i G by dealer
 * @param receivers the new holders
 * @param points t'
 */
record WeightedDealing(SortedMap<Integer, Point> weighted, Set<Integer> receivers, int points)
    implements DealJudge.Dealing {
  /**
   * By a quorum of old holders.
   *
   * @param publicShare X_i
   */
  static WeightedDealing of(
      Collection<Integer> dealers,
      IntFunction<Point> publicShare,
      Set<Integer> receivers,
      int points) {
    SortedMap<Integer, Point> weighted = new TreeMap<>();
    for (int dealer : dealers) {
      Point share = publicShare.apply(dealer);
      weighted.put(dealer, share.times(Lagrange.atZero(share.curve(), dealer, dealers)));
    }
    return new WeightedDealing(weighted, receivers, points);
  }

  @Override
  public Set<Integer> dealers() {
    return weighted.keySet();
  }

  @Override
  public boolean isConstant(int dealer, List<Point> committed) {
    return committed.get(0).equals(weighted.get(dealer));
  }

  @Override
  public Point at(List<Point> committed, int receiver) {
    return new FeldmanCommitment(committed).at(receiver);
  }
}
