package org.tagma.threshold.generation;

import java.util.List;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** Everybody has certified, so the generation becomes ACTIVE; says so. */
final class ActivateRound implements Round {
  private final NewGeneration generation;

  ActivateRound(NewGeneration generation) {
    this.generation = generation;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Certificate certificate = generation.certificate(inbox);
    return new Step.Next(
        new ConcludeRound(generation),
        new Outbox(
            new ActivateMessage(certificate.content().hash()),
            List.of(new Effect.Activate(certificate))));
  }
}
