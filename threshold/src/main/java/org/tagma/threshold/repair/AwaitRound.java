package org.tagma.threshold.repair;

import java.util.List;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShares;

/** Round 3 of the keeper that lost its share: the helpers are at work. */
final class AwaitRound implements Round {
  private final Repairing repairing;
  private final Local local;
  private final Receiver receiver;

  AwaitRound(Repairing repairing, Local local, Receiver receiver) {
    this.repairing = repairing;
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    return new Step.Next(
        new RestoreRound(repairing, local, receiver),
        Outbox.of(new RepairSum(List.of(), SealedShares.none())));
  }

  @Override
  public void destroy() {
    receiver.destroy();
  }
}
