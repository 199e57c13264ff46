package org.tagma.threshold.sharing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/**
 * Judges the rounds in which shares of a key that exists are dealt anew: keys of the receivers, the
 * deals, complaints ({@code spec/protocols.md} 5 and 9, item 26). From public messages alone; each
 * stage names all its offenders, and one that names somebody ends the run.
 */
public final class DealJudge {
  /** The round of the receivers' keys. */
  public static final int KEY = 1;

  /** The round of the deals. */
  public static final int DEAL = 2;

  /** The round of complaints about them. */
  public static final int COMPLAIN = 3;

  private final SharingContext context;
  private final List<Bytes> views;
  private final SharingJudge sharing;
  private final Dealing dealing;

  /** Who deals what to whom. */
  public interface Dealing {
    Set<Integer> dealers();

    /** Who gets a share of every dealer. */
    Set<Integer> receivers();

    /** How many points each dealer commits to. */
    int points();

    /** Whether so many points share what {@code dealer} has to share. */
    boolean isConstant(int dealer, List<Point> committed);

    /** The share of {@code receiver} times G. */
    Point at(List<Point> committed, int receiver);
  }

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   * @param rules the protocol's rule for each fault it knows
   */
  public DealJudge(
      SharingContext context,
      List<Bytes> views,
      Function<SharingFault, Rule> rules,
      Dealing dealing) {
    this.context = context;
    this.views = List.copyOf(views);
    this.sharing = new SharingJudge(context, rules);
    this.dealing = dealing;
  }

  /** Round 1: the encryption keys are points. */
  public List<Offence> keys(SortedMap<Integer, ReceiverKey> keys) {
    return sharing.encryptionKeys(KEY, encoded(keys));
  }

  /** EK_j by keeper, from messages that have been checked. */
  public SortedMap<Integer, Point> encryptionKeys(SortedMap<Integer, ReceiverKey> keys) {
    return sharing.points(encoded(keys));
  }

  /** Round 2: what is committed to, then every sealed share as far as anybody can see it. */
  public List<Offence> deals(SortedMap<Integer, ReceiverKey> keys, SortedMap<Integer, Deal> deals) {
    Findings findings = new Findings(DEAL);
    SortedMap<Integer, Point> receiverKeys = encryptionKeys(keys);
    deals.forEach(
        (dealer, deal) -> {
          fault(dealer, deal)
              .ifPresent(fault -> findings.against(dealer, sharing.rules().apply(fault)));
          sharing.shares(
              findings,
              context.stage(DEAL, views.get(KEY)),
              dealer,
              deal.shares().byReceiver(),
              receivers(dealer),
              receiverKeys);
        });
    return findings.offences();
  }

  /** Whom {@code dealer} has to seal a share for. */
  private Set<Integer> receivers(int dealer) {
    if (!dealing.dealers().contains(dealer)) {
      return Set.of();
    }
    Set<Integer> receivers = new TreeSet<>(dealing.receivers());
    receivers.remove(dealer);
    return receivers;
  }

  private Optional<SharingFault> fault(int dealer, Deal deal) {
    boolean deals = dealing.dealers().contains(dealer);
    if (deal.committed().size() != (deals ? dealing.points() : 0)) {
      return Optional.of(SharingFault.LENGTH);
    }
    Optional<List<Point>> points = Encoded.points(context.curve(), deal.committed());
    if (points.isEmpty()) {
      return Optional.of(SharingFault.POINT);
    }
    return !deals || dealing.isConstant(dealer, points.get())
        ? Optional.empty()
        : Optional.of(SharingFault.CONSTANT);
  }

  /** Round 3: each complaint names the dealer or the complainer. */
  public List<Offence> complaints(
      SortedMap<Integer, ReceiverKey> keys,
      SortedMap<Integer, Deal> deals,
      SortedMap<Integer, List<ShareComplaint>> complaints) {
    return sharing.complaints(
        context.stage(COMPLAIN, views.get(DEAL)), encryptionKeys(keys), dealt(deals), complaints);
  }

  private SharingJudge.Dealt dealt(SortedMap<Integer, Deal> deals) {
    return new SharingJudge.Dealt() {
      @Override
      public Optional<SealedShare> share(int dealer, int receiver) {
        return Optional.ofNullable(deals.get(dealer))
            .map(deal -> deal.shares().byReceiver().get(receiver));
      }

      @Override
      public Point expected(int dealer, int receiver) {
        return dealing.at(deals.get(dealer).points(context.curve()), receiver);
      }
    };
  }

  private static SortedMap<Integer, Bytes> encoded(SortedMap<Integer, ReceiverKey> keys) {
    SortedMap<Integer, Bytes> encoded = new TreeMap<>();
    keys.forEach((keeper, message) -> encoded.put(keeper, message.encryptionKey()));
    return encoded;
  }
}
