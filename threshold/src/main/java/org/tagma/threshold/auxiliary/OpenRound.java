package org.tagma.threshold.auxiliary;

import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;

/** A2: opens the commitment. */
final class OpenRound implements Round {
  private final AuxEpoch epoch;
  private final Local local;
  private final AuxSecrets secrets;
  private final AuxOpen open;

  OpenRound(AuxEpoch epoch, Local local, AuxSecrets secrets, AuxOpen open) {
    this.epoch = epoch;
    this.local = local;
    this.secrets = secrets;
    this.open = open;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(new ProveRound(epoch, local, secrets), Outbox.of(open));
  }

  @Override
  public void destroy() {
    secrets.close();
  }
}
