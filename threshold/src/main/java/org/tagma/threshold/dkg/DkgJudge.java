package org.tagma.threshold.dkg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.Findings;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.sharing.SharingJudge;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.verdict.Offence;

/**
 * Judges a run from its public messages alone, in the order of {@code spec/protocols.md} 9, item
 * 20. Each stage names all its offenders, once for each rule; a stage that names somebody ends the
 * run, so the next ones are not asked.
 *
 * <p>Of the round that is judged, messages may be missing; of the rounds before, none is.
 */
public final class DkgJudge {
  private static final String POP = "pop";

  private final SharingContext context;
  private final List<Bytes> views;
  private final SharingJudge sharing;

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  public DkgJudge(SharingContext context, List<Bytes> views) {
    this.context = context;
    this.views = List.copyOf(views);
    this.sharing = new SharingJudge(context, DkgRule::of);
  }

  /** K1: the encryption keys are points. */
  public List<Offence> commits(SortedMap<Integer, DkgCommit> commits) {
    return sharing.encryptionKeys(Dkg.COMMIT, DkgCommit.encryptionKeys(commits));
  }

  /** K2: lengths, points, commitments, then every sealed share as far as anybody can see it. */
  public List<Offence> deals(
      SortedMap<Integer, DkgCommit> commits, SortedMap<Integer, DkgDeal> deals) {
    Findings findings = new Findings(Dkg.DEAL);
    SortedMap<Integer, Point> receiverKeys = receiverKeys(commits);
    deals.forEach(
        (dealer, deal) -> {
          opening(dealer, commits.get(dealer), deal)
              .ifPresent(rule -> findings.against(dealer, rule));
          Set<Integer> receivers = new TreeSet<>(context.members());
          receivers.remove(dealer);
          sharing.shares(
              findings,
              stage(Dkg.DEAL),
              dealer,
              deal.shares().byReceiver(),
              receivers,
              receiverKeys);
        });
    return findings.offences();
  }

  private Optional<DkgRule> opening(int dealer, DkgCommit commit, DkgDeal deal) {
    if (deal.coefficients().size() != context.threshold()) {
      return Optional.of(DkgRule.LENGTH);
    }
    Optional<List<Point>> points = Encoded.points(context.curve(), deal.coefficients());
    Optional<Point> proofCommitment = decode(deal.proofCommitment());
    if (points.isEmpty() || proofCommitment.isEmpty()) {
      return Optional.of(DkgRule.POINT);
    }
    Bytes expected =
        DkgCommitment.of(
            context, dealer, deal.rid(), points.get(), proofCommitment.get(), deal.opening());
    return expected.equals(commit.commitment())
        ? Optional.empty()
        : Optional.of(DkgRule.COMMITMENT);
  }

  /** K3, first: each complaint names the dealer or the complainer. */
  public List<Offence> complaints(
      SortedMap<Integer, DkgCommit> commits,
      SortedMap<Integer, DkgDeal> deals,
      KeyMaterial material,
      SortedMap<Integer, DkgProof> proofs) {
    SortedMap<Integer, List<ShareComplaint>> complaints = new TreeMap<>();
    proofs.forEach((complainer, proof) -> complaints.put(complainer, proof.complaints()));
    return sharing.complaints(
        stage(Dkg.PROVE), receiverKeys(commits), new Dealt(deals, material), complaints);
  }

  private record Dealt(SortedMap<Integer, DkgDeal> deals, KeyMaterial material)
      implements SharingJudge.Dealt {
    @Override
    public Optional<SealedShare> share(int dealer, int receiver) {
      return Optional.ofNullable(deals.get(dealer))
          .map(deal -> deal.shares().byReceiver().get(receiver));
    }

    @Override
    public Point expected(int dealer, int receiver) {
      return material.commitments().get(dealer).at(receiver);
    }
  }

  /** K3, then: everybody knows its part of the key and commits to nothing new. */
  public List<Offence> possession(
      SortedMap<Integer, DkgDeal> deals,
      KeyMaterial material,
      SortedMap<Integer, DkgProof> proofs) {
    Findings findings = new Findings(Dkg.PROVE);
    proofs.forEach(
        (keeper, message) -> {
          Optional<SchnorrProof> proof =
              Encoded.schnorr(context.curve(), message.proofCommitment(), message.proofResponse());
          ProofContext pop = possession(stage(Dkg.PROVE), keeper, material.rid());
          Point part = material.commitments().get(keeper).constant();
          boolean holds =
              message.proofCommitment().equals(deals.get(keeper).proofCommitment())
                  && proof.isPresent()
                  && proof.get().verify(pop, part);
          if (!holds) {
            findings.against(keeper, DkgRule.POP);
          }
        });
    return findings.offences();
  }

  /** The context of the proof that {@code keeper} knows its part of the key. */
  static ProofContext possession(SharingContext.Stage stage, int keeper, Bytes rid) {
    return stage.proof(keeper, 0, POP, Tlv.of().bytes(rid));
  }

  private SharingContext.Stage stage(int round) {
    return context.stage(round, views.get(round - 1));
  }

  private SortedMap<Integer, Point> receiverKeys(SortedMap<Integer, DkgCommit> commits) {
    return sharing.points(DkgCommit.encryptionKeys(commits));
  }

  private Optional<Point> decode(Bytes encoded) {
    return Encoded.point(context.curve(), encoded);
  }
}
