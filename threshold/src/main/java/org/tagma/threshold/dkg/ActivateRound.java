package org.tagma.threshold.dkg;

import java.util.List;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** K5: everybody has certified, so the generation becomes ACTIVE; says so. */
final class ActivateRound implements Round {
  private final KeyGeneration generation;

  ActivateRound(KeyGeneration generation) {
    this.generation = generation;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Certificate certificate = generation.certificate(inbox);
    return new Step.Next(
        new ConcludeRound(generation),
        new Outbox(
            new DkgReceipt(certificate.content().hash()),
            List.of(new Effect.Activate(certificate))));
  }
}
