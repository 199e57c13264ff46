package org.tagma.threshold.repair;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.ReceiverKey;

/** Round 1: draws the key that pieces and sums for this keeper are sealed under. */
final class KeyRound implements Round {
  private final Repairing repairing;
  private final Local local;

  KeyRound(Repairing repairing, Local local) {
    this.repairing = repairing;
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver receiver = Receiver.draw(local.keeper(), repairing.context().curve(), local.random());
    return new Step.Next(
        new SplitRound(repairing, local, receiver), Outbox.of(ReceiverKey.of(receiver)));
  }
}
