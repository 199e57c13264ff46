package org.tagma.threshold.refresh;

import java.util.SortedMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.SharingContext;

/** Round 2: deals shares of zero. */
final class DealRound implements Round {
  private final Refreshing refreshing;
  private final Local local;
  private final Receiver receiver;

  DealRound(Refreshing refreshing, Local local, Receiver receiver) {
    this.refreshing = refreshing;
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    SharingContext context = refreshing.context();
    Zero zero = Zero.random(context.curve(), context.threshold(), local.random());
    SortedMap<Integer, Point> receiverKeys = refreshing.encryptionKeys(inbox);
    receiverKeys.remove(local.keeper());
    SealedShares shares =
        SealedShares.seal(
            context.stage(Refresh.DEAL, inbox.view(Refresh.KEY)),
            local.keeper(),
            zero::at,
            receiverKeys,
            local.random(),
            tasks);
    Deal deal = Deal.of(zero.commit(), shares);
    return new Step.Next(new ComplainRound(refreshing, local, receiver, zero), Outbox.of(deal));
  }

  @Override
  public void destroy() {
    receiver.destroy();
  }
}
