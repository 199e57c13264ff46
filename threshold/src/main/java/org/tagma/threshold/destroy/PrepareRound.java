package org.tagma.threshold.destroy;

import java.util.List;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** Phase 1: this keeper never uses the generation again, and signs that once it is durable. */
final class PrepareRound implements Round {
  private final CertificateContent certificate;

  PrepareRound(CertificateContent certificate) {
    this.certificate = certificate;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(
        new CommitRound(),
        new Outbox(new DestroyMessage(), List.of(new Effect.Condemn(certificate))));
  }
}
