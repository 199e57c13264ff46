package org.tagma.threshold.generation;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** The end: the certificate, whether or not every receipt has come. */
public final class ConcludeRound implements Round {
  private final NewGeneration generation;

  /** Of this run. */
  public ConcludeRound(NewGeneration generation) {
    this.generation = generation;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Done(generation.certificate(inbox));
  }
}
