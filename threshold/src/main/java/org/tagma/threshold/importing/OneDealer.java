package org.tagma.threshold.importing;

import java.util.List;
import java.util.Set;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.sharing.DealJudge;

/**
 * One keeper deals to all others, and what it shares is known beforehand.
 *
 * @param publicKey X = C_0
 * @param receivers all keepers
 * @param points t
 */
record OneDealer(int dealer, Point publicKey, Set<Integer> receivers, int points)
    implements DealJudge.Dealing {
  @Override
  public Set<Integer> dealers() {
    return Set.of(dealer);
  }

  /** A dealer of its own can make a share zero, which no certificate can hold. */
  @Override
  public boolean isConstant(int sender, List<Point> committed) {
    return committed.get(0).equals(publicKey)
        && receivers.stream().noneMatch(receiver -> at(committed, receiver).isIdentity());
  }

  @Override
  public Point at(List<Point> committed, int receiver) {
    return new FeldmanCommitment(committed).at(receiver);
  }
}
