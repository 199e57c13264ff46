package org.tagma.threshold.repair;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShares;

/** Round 3: a helper adds its pieces up for the keeper that lost its share, or complains. */
final class SumRound implements Round {
  private final Repairing repairing;
  private final Local local;
  private final Receiver receiver;
  private final SecretScalar own; // d_ii

  SumRound(Repairing repairing, Local local, Receiver receiver, SecretScalar own) {
    this.repairing = repairing;
    this.local = local;
    this.receiver = receiver;
    this.own = own;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver.Opened opened =
        receiver.open(
            repairing.context().stage(Repair.SUM, inbox.view(Repair.DEAL)),
            Deal.sharesFor(local.keeper(), inbox.messages(Repair.DEAL, Deal.class)),
            dealer -> repairing.expectedPiece(inbox, dealer, local.keeper()),
            local.random(),
            tasks);
    SealedShares sum;
    try (SecretScalar sigma = sum(opened)) {
      sum = opened.complaints().isEmpty() ? sealed(inbox, sigma, tasks) : SealedShares.none();
    }
    destroy();
    return new Step.Next(
        new EndRound(repairing),
        new Outbox(new RepairSum(opened.complaints(), sum), List.of(new Effect.Consume())));
  }

  /** sigma_j = d_1j + d_2j + ...; uses the pieces up. */
  private SecretScalar sum(Receiver.Opened opened) {
    return own.plusAll(opened.shares().values());
  }

  private SealedShares sealed(Inbox inbox, SecretScalar sigma, Tasks tasks) {
    SortedMap<Integer, Point> key = new TreeMap<>();
    key.put(repairing.repaired(), repairing.encryptionKeys(inbox).get(repairing.repaired()));
    return SealedShares.seal(
        repairing.context().stage(Repair.SUM, inbox.view(Repair.DEAL)),
        local.keeper(),
        receiverNumber -> SecretScalar.of(sigma.disclose()),
        key,
        local.random(),
        tasks);
  }

  @Override
  public void destroy() {
    receiver.destroy();
    own.destroy();
  }
}
