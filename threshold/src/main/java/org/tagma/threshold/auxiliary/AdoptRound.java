package org.tagma.threshold.auxiliary;

import java.util.List;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.transcript.Bytes;

/** Everybody has certified, so the epoch becomes ACTIVE; says so. */
final class AdoptRound implements Round {
  private final AuxEpoch epoch;
  private final Bytes bundleHash;

  AdoptRound(AuxEpoch epoch, Bytes bundleHash) {
    this.epoch = epoch;
    this.bundleHash = bundleHash;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(
        new ConcludeRound(epoch),
        new Outbox(
            new AuxAttestation(bundleHash),
            List.of(new Effect.AdoptModuli(epoch.certificate(inbox)))));
  }
}
