package org.tagma.threshold.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Outbox;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.sharing.Complaints;
import org.tagma.threshold.sharing.Receiver;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SealedShares;

/** Round 4 of the keeper that lost its share: adds the sums up, or complains about bad ones. */
final class RestoreRound implements Round {
  private final Repairing repairing;
  private final Local local;
  private final Receiver receiver;

  RestoreRound(Repairing repairing, Local local, Receiver receiver) {
    this.repairing = repairing;
    this.local = local;
    this.receiver = receiver;
  }

  @Override
  public Step step(Inbox inbox, Tasks tasks) {
    Receiver.Opened opened =
        receiver.open(
            repairing.context().stage(Repair.RESTORE, inbox.view(Repair.SUM)),
            sums(inbox),
            helper -> repairing.expectedSum(inbox, helper),
            local.random(),
            tasks);
    destroy();
    List<Effect> effects = new ArrayList<>(List.of(new Effect.Consume()));
    SecretScalar share = sum(opened); // takes the sums over
    if (opened.complaints().isEmpty()) {
      effects.add(
          new Effect.Restore(
              KeyShare.check(repairing.certificate(), local.keeper(), share)
                  .orElseThrow(KeyDamaged::new)));
    } else {
      share.destroy();
    }
    return new Step.Next(
        new ConcludeRound(repairing), new Outbox(new Complaints(opened.complaints()), effects));
  }

  private SortedMap<Integer, SealedShare> sums(Inbox inbox) {
    SortedMap<Integer, SealedShares> byHelper = new TreeMap<>();
    inbox
        .messages(Repair.SUM, RepairSum.class)
        .forEach((helper, message) -> byHelper.put(helper, message.sum()));
    return SealedShares.of(local.keeper(), byHelper);
  }

  /** x_r = sigma_1 + sigma_2 + ... */
  private SecretScalar sum(Receiver.Opened opened) {
    Curve curve = repairing.context().curve();
    return SecretScalar.of(curve.scalar(0)).plusAll(opened.shares().values());
  }

  @Override
  public void destroy() {
    receiver.destroy();
  }
}
