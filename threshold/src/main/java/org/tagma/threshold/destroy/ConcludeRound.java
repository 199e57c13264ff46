package org.tagma.threshold.destroy;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: the promises of all members, whether or not each has said that it kept its own. */
final class ConcludeRound implements Round {
  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Done(Destroy.destruction(inbox));
  }
}
