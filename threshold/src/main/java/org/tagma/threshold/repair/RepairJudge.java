package org.tagma.threshold.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.sharing.Committed;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.sharing.SharingJudge;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/** Judges the rounds of a repair from their public messages alone. */
final class RepairJudge {
  private final SharingContext context;
  private final List<Bytes> views;
  private final SplitDealing dealing;
  private final int repaired;
  private final DealJudge deals;
  private final SharingJudge sharing;

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  RepairJudge(SharingContext context, List<Bytes> views, SplitDealing dealing, int repaired) {
    this.context = context;
    this.views = List.copyOf(views);
    this.dealing = dealing;
    this.repaired = repaired;
    this.deals = new DealJudge(context, views, RepairRule::of, dealing);
    this.sharing = new SharingJudge(context, RepairRule::of);
  }

  /** Rounds 1 and 2. */
  DealJudge deals() {
    return deals;
  }

  /** Round 3: complaints about pieces, and the sums as far as anybody can see them. */
  List<Offence> sums(
      SortedMap<Integer, ReceiverKey> keys,
      SortedMap<Integer, Deal> dealt,
      SortedMap<Integer, RepairSum> messages) {
    SortedMap<Integer, List<ShareComplaint>> complaints = new TreeMap<>();
    messages.forEach((keeper, message) -> complaints.put(keeper, message.complaints()));
    List<Offence> offences = new ArrayList<>(deals.complaints(keys, dealt, complaints));
    Findings findings = new Findings(Repair.SUM);
    SortedMap<Integer, Point> receiverKeys = deals.encryptionKeys(keys);
    messages.forEach(
        (keeper, message) ->
            sharing.shares(
                findings,
                context.stage(Repair.SUM, views.get(Repair.DEAL)),
                keeper,
                message.sum().byReceiver(),
                owesSum(keeper, message) ? Set.of(repaired) : Set.of(),
                receiverKeys));
    offences.addAll(findings.offences());
    return offences;
  }

  /** A helper that complains does not know its sum, and the run ends. */
  private boolean owesSum(int keeper, RepairSum message) {
    return dealing.dealers().contains(keeper) && message.complaints().isEmpty();
  }

  /** Round 4: complaints about the sums. */
  List<Offence> complaints(
      SortedMap<Integer, ReceiverKey> keys,
      SortedMap<Integer, Deal> dealt,
      SortedMap<Integer, RepairSum> sums,
      SortedMap<Integer, List<ShareComplaint>> complaints) {
    return sharing.complaints(
        context.stage(Repair.RESTORE, views.get(Repair.SUM)),
        deals.encryptionKeys(keys),
        new Sums(dealing, Committed.of(context.curve(), dealt), sums),
        complaints);
  }

  private record Sums(SplitDealing dealing, Committed committed, SortedMap<Integer, RepairSum> sums)
      implements SharingJudge.Dealt {
    @Override
    public Optional<SealedShare> share(int helper, int receiver) {
      return Optional.ofNullable(sums.get(helper))
          .map(message -> message.sum().byReceiver().get(receiver));
    }

    @Override
    public Point expected(int helper, int receiver) {
      return dealing.sum(committed.byDealer().values(), helper);
    }
  }
}
