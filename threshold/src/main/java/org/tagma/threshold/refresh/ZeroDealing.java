package org.tagma.threshold.refresh;

import java.util.List;
import java.util.Set;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.SharingContext;

/** Everybody deals shares of zero to everybody else; C_0 is the identity and not sent. */
record ZeroDealing(SharingContext context) implements DealJudge.Dealing {
  @Override
  public Set<Integer> dealers() {
    return context.members();
  }

  @Override
  public Set<Integer> receivers() {
    return context.members();
  }

  @Override
  public int points() {
    return context.threshold() - 1;
  }

  @Override
  public boolean isConstant(int dealer, List<Point> committed) {
    return true; // the form leaves no other
  }

  @Override
  public Point at(List<Point> committed, int receiver) {
    return Zero.at(committed, receiver);
  }
}
