package org.tagma.threshold.auxiliary;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: the certified bundle, whether or not every receipt has come. */
final class ConcludeRound implements Round {
  private final AuxEpoch epoch;

  ConcludeRound(AuxEpoch epoch) {
    this.epoch = epoch;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Done(epoch.certificate(inbox));
  }
}
