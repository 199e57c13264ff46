package org.tagma.threshold.repair;

import java.util.SortedMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShares;

/** Round 2: a helper splits its part of the lost share among the helpers. */
final class SplitRound implements Round {
  private final Repairing repairing;
  private final Local local;
  private final Receiver receiver;

  SplitRound(Repairing repairing, Local local, Receiver receiver) {
    this.repairing = repairing;
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    if (local.keeper() == repairing.repaired()) {
      return new Step.Next(new AwaitRound(repairing, local, receiver), Outbox.of(Deal.none()));
    }
    Pieces pieces = pieces();
    SortedMap<Integer, Point> receiverKeys = repairing.encryptionKeys(inbox);
    receiverKeys.keySet().retainAll(repairing.helpers());
    receiverKeys.remove(local.keeper());
    SealedShares shares =
        SealedShares.seal(
            repairing.context().stage(Repair.DEAL, inbox.view(Repair.KEY)),
            local.keeper(),
            pieces::of,
            receiverKeys,
            local.random(),
            tasks);
    Deal deal = Deal.of(pieces.commit(), shares);
    SecretScalar own = pieces.of(local.keeper());
    pieces.destroy();
    return new Step.Next(new SumRound(repairing, local, receiver, own), Outbox.of(deal));
  }

  /** Of zeta_i x_i. */
  private Pieces pieces() {
    SecretScalar share = local.share().orElseThrow().secret();
    try (SecretScalar part =
        share.times(
            Lagrange.at(
                share.curve(), repairing.repaired(), local.keeper(), repairing.helpers()))) {
      return Pieces.split(part, repairing.helpers(), local.random());
    }
  }

  @Override
  public void destroy() {
    receiver.destroy();
  }
}
