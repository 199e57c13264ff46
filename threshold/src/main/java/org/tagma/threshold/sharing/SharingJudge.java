package org.tagma.threshold.sharing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;

/**
 * Judges what keepers deal to each other, from public messages alone ({@code spec/protocols.md}
 * 2.2). Every check is made for every sender before anything is decided.
 *
 * @param rules the protocol's rule for each fault it knows
 */
public record SharingJudge(SharingContext context, Function<SharingFault, Rule> rules) {
  /** What was dealt: the sealed shares, and what the dealers committed to. */
  public interface Dealt {
    Optional<SealedShare> share(int dealer, int receiver);

    /** f_i(j) G, as the dealer's commitments say. */
    Point expected(int dealer, int receiver);
  }

  /** EK_j by receiver: all of them are points. */
  public List<Offence> encryptionKeys(int round, Map<Integer, Bytes> keys) {
    Findings findings = new Findings(round);
    keys.forEach(
        (keeper, key) -> {
          if (Encoded.point(context.curve(), key).isEmpty()) {
            findings.against(keeper, rules.apply(SharingFault.POINT));
          }
        });
    return findings.offences();
  }

  /** EK_j by receiver, from keys that have been checked. */
  public SortedMap<Integer, Point> points(Map<Integer, Bytes> keys) {
    SortedMap<Integer, Point> points = new TreeMap<>();
    keys.forEach(
        (keeper, key) -> points.put(keeper, Encoded.point(context.curve(), key).orElseThrow()));
    return points;
  }

  /**
   * What anybody can see to be wrong with a dealer's sealed shares.
   *
   * @param receivers who has to get one
   */
  public void shares(
      Findings findings,
      SharingContext.Stage stage,
      int dealer,
      SortedMap<Integer, SealedShare> shares,
      Set<Integer> receivers,
      SortedMap<Integer, Point> receiverKeys) {
    if (!shares.keySet().equals(receivers)) {
      findings.against(dealer, rules.apply(SharingFault.LENGTH));
    }
    shares.forEach(
        (receiver, share) ->
            publicFault(stage, dealer, receiver, share, receiverKeys)
                .ifPresent(fault -> findings.against(dealer, rules.apply(fault))));
  }

  private static Optional<SharingFault> publicFault(
      SharingContext.Stage stage,
      int dealer,
      int receiver,
      SealedShare share,
      SortedMap<Integer, Point> receiverKeys) {
    return receiverKeys.containsKey(receiver)
        ? share.publicFault(stage, dealer, receiver, receiverKeys.get(receiver))
        : Optional.of(SharingFault.LENGTH);
  }

  /** Each complaint names the dealer or the complainer. */
  public List<Offence> complaints(
      SharingContext.Stage stage,
      SortedMap<Integer, Point> receiverKeys,
      Dealt dealt,
      SortedMap<Integer, List<ShareComplaint>> complaints) {
    Findings findings = new Findings(stage.round());
    complaints.forEach(
        (complainer, all) ->
            all.forEach(
                complaint -> {
                  if (isRight(stage, complainer, complaint, receiverKeys, dealt)) {
                    Rule rule = rules.apply(SharingFault.SHARE);
                    findings.against(complaint.dealer(), rule, complainer);
                  } else {
                    findings.against(complainer, rules.apply(SharingFault.COMPLAINT));
                  }
                }));
    return findings.offences();
  }

  private static boolean isRight(
      SharingContext.Stage stage,
      int complainer,
      ShareComplaint complaint,
      SortedMap<Integer, Point> receiverKeys,
      Dealt dealt) {
    int dealer = complaint.dealer();
    return dealt
        .share(dealer, complainer)
        .filter(
            share ->
                complaint.isRight(
                    stage,
                    complainer,
                    share,
                    receiverKeys.get(complainer),
                    dealt.expected(dealer, complainer)::equals))
        .isPresent();
  }
}
