package org.tagma.threshold.auxiliary;

import java.util.List;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/** A4: keeps its secrets as PENDING, then certifies everybody's parameters. */
final class CertifyRound implements Round {
  private final AuxEpoch epoch;
  private final AuxSecrets secrets;

  CertifyRound(AuxEpoch epoch, AuxSecrets secrets) {
    this.epoch = epoch;
    this.secrets = secrets;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    AuxBundle bundle = epoch.bundle(inbox);
    Bytes hash = bundle.hash();
    return new Step.Next(
        new AdoptRound(epoch, hash),
        new Outbox(
            new AuxAttestation(hash),
            List.of(new Effect.KeepModuli(epoch.number(), secrets, bundle))));
  }

  @Override
  public void destroy() {
    secrets.close();
  }
}
