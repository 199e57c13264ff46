package org.tagma.threshold.refresh;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.sharing.SharingJudge;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

/**
 * Judges the first three rounds of a refresh from their public messages alone; each stage names all
 * its offenders, and one that names somebody ends the run.
 */
final class RefreshJudge {
  private final SharingContext context;
  private final List<Bytes> views;
  private final SharingJudge sharing;

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  RefreshJudge(SharingContext context, List<Bytes> views) {
    this.context = context;
    this.views = List.copyOf(views);
    this.sharing = new SharingJudge(context, RefreshRule::of);
  }

  /** Round 1: the encryption keys are points. */
  List<Offence> keys(SortedMap<Integer, RefreshKey> keys) {
    return sharing.encryptionKeys(Refresh.KEY, encoded(keys));
  }

  /** EK_j by keeper, from messages that have been checked. */
  SortedMap<Integer, Point> encryptionKeys(SortedMap<Integer, RefreshKey> keys) {
    return sharing.points(encoded(keys));
  }

  /** Round 2: lengths, points, then every sealed share as far as anybody can see it. */
  List<Offence> deals(SortedMap<Integer, RefreshKey> keys, SortedMap<Integer, RefreshDeal> deals) {
    Findings findings = new Findings(Refresh.DEAL);
    SortedMap<Integer, Point> receiverKeys = encryptionKeys(keys);
    deals.forEach(
        (dealer, deal) -> {
          fault(deal).ifPresent(rule -> findings.against(dealer, rule));
          Set<Integer> receivers = new TreeSet<>(context.members());
          receivers.remove(dealer);
          sharing.shares(
              findings,
              context.stage(Refresh.DEAL, views.get(Refresh.KEY)),
              dealer,
              deal.shares().byReceiver(),
              receivers,
              receiverKeys);
        });
    return findings.offences();
  }

  private Optional<RefreshRule> fault(RefreshDeal deal) {
    if (deal.coefficients().size() != context.threshold() - 1) {
      return Optional.of(RefreshRule.LENGTH);
    }
    return Encoded.points(context.curve(), deal.coefficients()).isEmpty()
        ? Optional.of(RefreshRule.POINT)
        : Optional.empty();
  }

  /** Round 3: each complaint names the dealer or the complainer. */
  List<Offence> complaints(
      SortedMap<Integer, RefreshKey> keys,
      SortedMap<Integer, RefreshDeal> deals,
      SortedMap<Integer, RefreshComplaints> messages) {
    SortedMap<Integer, List<ShareComplaint>> complaints = new TreeMap<>();
    messages.forEach((keeper, message) -> complaints.put(keeper, message.complaints()));
    return sharing.complaints(
        context.stage(Refresh.COMPLAIN, views.get(Refresh.DEAL)),
        encryptionKeys(keys),
        new Dealt(context, deals),
        complaints);
  }

  private record Dealt(SharingContext context, SortedMap<Integer, RefreshDeal> deals)
      implements SharingJudge.Dealt {
    @Override
    public Optional<SealedShare> share(int dealer, int receiver) {
      return Optional.ofNullable(deals.get(dealer))
          .map(deal -> deal.shares().byReceiver().get(receiver));
    }

    @Override
    public Point expected(int dealer, int receiver) {
      return Zero.at(deals.get(dealer).points(context.curve()), receiver);
    }
  }

  private static SortedMap<Integer, Bytes> encoded(SortedMap<Integer, RefreshKey> keys) {
    SortedMap<Integer, Bytes> encoded = new TreeMap<>();
    keys.forEach((keeper, message) -> encoded.put(keeper, message.encryptionKey()));
    return encoded;
  }
}
