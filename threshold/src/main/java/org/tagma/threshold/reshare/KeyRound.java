package org.tagma.threshold.reshare;

import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.ReceiverKey;

/** Round 1: draws the key that shares for this keeper are sealed under. */
final class KeyRound implements Round {
  private final Resharing resharing;
  private final Local local;

  KeyRound(Resharing resharing, Local local) {
    this.resharing = resharing;
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver receiver = Receiver.draw(local.keeper(), resharing.context().curve(), local.random());
    return new Step.Next(
        new DealRound(resharing, local, receiver), Outbox.of(ReceiverKey.of(receiver)));
  }
}
