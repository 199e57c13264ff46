package org.tagma.threshold.generation;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** A member that will hold no share signs which generation it saw come about. */
public final class WitnessRound implements Round {
  private final NewGeneration generation;

  /** Of this run. */
  public WitnessRound(NewGeneration generation) {
    this.generation = generation;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(
        ActivateRound.ofWitness(generation),
        Outbox.of(new WitnessMessage(generation.content(inbox).hash())));
  }
}
