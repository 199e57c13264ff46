package org.tagma.threshold.repair;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: the certificate whose share is in its place again. */
final class ConcludeRound implements Round {
  private final Repairing repairing;

  ConcludeRound(Repairing repairing) {
    this.repairing = repairing;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Done(repairing.certificate());
  }
}
