package org.tagma.threshold.refresh;

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
  private final Refreshing refreshing;
  private final Local local;

  KeyRound(Refreshing refreshing, Local local) {
    this.refreshing = refreshing;
    this.local = local;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver receiver = Receiver.draw(local.keeper(), refreshing.context().curve(), local.random());
    return new Step.Next(
        new DealRound(refreshing, local, receiver), Outbox.of(ReceiverKey.of(receiver)));
  }
}
