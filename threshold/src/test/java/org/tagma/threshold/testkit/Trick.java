package org.tagma.threshold.testkit;

import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.RoundCall;

/** How a simulated keeper lies in what it answers, beyond the bodies of its messages. */
@FunctionalInterface
public interface Trick {
  /** What the liar answers; the honest answer where it is honest. */
  HostAnswer instead(Turn turn);

  /**
   * A liar's turn to answer.
   *
   * @param call what it was asked
   * @param honest what an honest keeper would answer
   */
  record Turn(
      SimulatedKeeper liar, Session session, int round, RoundCall call, HostAnswer honest) {}
}
