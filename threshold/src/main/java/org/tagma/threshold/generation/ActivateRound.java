package org.tagma.threshold.generation;

import java.util.List;
import java.util.function.Function;
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
  private final Function<Certificate, Effect> effect;

  private ActivateRound(NewGeneration generation, Function<Certificate, Effect> effect) {
    this.generation = generation;
    this.effect = effect;
  }

  /** Of a holder. */
  static ActivateRound ofHolder(NewGeneration generation) {
    return new ActivateRound(generation, Effect.Activate::new);
  }

  /** Of a keeper that holds no share of the generation. */
  static ActivateRound ofWitness(NewGeneration generation) {
    return new ActivateRound(generation, Effect.Adopt::new);
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Certificate certificate = generation.certificate(inbox);
    return new Step.Next(
        new ConcludeRound(generation),
        new Outbox(
            new ActivateMessage(certificate.content().hash()), List.of(effect.apply(certificate))));
  }
}
