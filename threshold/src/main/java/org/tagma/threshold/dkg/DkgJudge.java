package org.tagma.threshold.dkg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
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

  /**
   * A judge of one run.
   *
   * @param views view_0, view_1 and so on, as far as the run has got
   */
  public DkgJudge(SharingContext context, List<Bytes> views) {
    this.context = context;
    this.views = List.copyOf(views);
  }

  /** K1: the encryption keys are points. */
  public List<Offence> commits(SortedMap<Integer, DkgCommit> commits) {
    Findings findings = new Findings(Dkg.COMMIT);
    commits.forEach(
        (keeper, commit) -> {
          if (decode(commit.encryptionKey()).isEmpty()) {
            findings.against(keeper, DkgRule.POINT);
          }
        });
    return findings.offences();
  }

  /** K2: lengths, points, commitments, then every sealed share as far as anybody can see it. */
  public List<Offence> deals(
      SortedMap<Integer, DkgCommit> commits, SortedMap<Integer, DkgDeal> deals) {
    Findings findings = new Findings(Dkg.DEAL);
    SortedMap<Integer, Point> receiverKeys = DkgCommit.encryptionKeys(context.curve(), commits);
    deals.forEach(
        (dealer, deal) -> {
          opening(dealer, commits.get(dealer), deal)
              .ifPresent(rule -> findings.against(dealer, rule));
          deal.shares()
              .forEach(
                  (receiver, share) ->
                      publicFault(dealer, receiver, share, receiverKeys)
                          .ifPresent(rule -> findings.against(dealer, rule)));
        });
    return findings.offences();
  }

  private Optional<DkgRule> opening(int dealer, DkgCommit commit, DkgDeal deal) {
    Set<Integer> receivers = new TreeSet<>(context.members());
    receivers.remove(dealer);
    if (deal.coefficients().size() != context.threshold()
        || !deal.shares().keySet().equals(receivers)) {
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

  private Optional<DkgRule> publicFault(
      int dealer, int receiver, SealedShare share, SortedMap<Integer, Point> receiverKeys) {
    return receiverKeys.containsKey(receiver)
        ? share.publicFault(stage(Dkg.DEAL), dealer, receiver, receiverKeys.get(receiver))
        : Optional.of(DkgRule.LENGTH);
  }

  /** K3, first: each complaint names the dealer or the complainer. */
  public List<Offence> complaints(
      SortedMap<Integer, DkgCommit> commits,
      SortedMap<Integer, DkgDeal> deals,
      KeyMaterial material,
      SortedMap<Integer, DkgProof> proofs) {
    Findings findings = new Findings(Dkg.PROVE);
    SortedMap<Integer, Point> receiverKeys = DkgCommit.encryptionKeys(context.curve(), commits);
    proofs.forEach(
        (complainer, proof) -> {
          for (ShareComplaint complaint : proof.complaints()) {
            int dealer = complaint.dealer();
            SealedShare share =
                deals.containsKey(dealer) ? deals.get(dealer).shares().get(complainer) : null;
            boolean right =
                share != null
                    && complaint.isRight(
                        stage(Dkg.PROVE),
                        complainer,
                        share,
                        receiverKeys.get(complainer),
                        material.commitments().get(dealer).at(complainer)::equals);
            if (right) {
              findings.against(dealer, DkgRule.SHARE, complainer);
            } else {
              findings.against(complainer, DkgRule.COMPLAINT);
            }
          }
        });
    return findings.offences();
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

  /**
   * K4: everybody certifies the one key, and holds its share of it.
   *
   * @param expected the content that follows from the run
   */
  public List<Offence> certificates(
      KeyMaterial material,
      CertificateContent expected,
      SortedMap<Integer, Certificate.Attestation> attestations) {
    Findings findings = new Findings(Dkg.CERTIFY);
    attestations.forEach(
        (keeper, attestation) -> {
          boolean holds =
              attestation.content().equals(expected)
                  && attestation.rid().equals(material.rid())
                  && attestation
                      .proof()
                      .verify(
                          Certificate.context(
                              context.binding().protocol(),
                              context.suite(),
                              expected,
                              keeper,
                              Dkg.CERTIFY,
                              views.get(Dkg.CERTIFY - 1),
                              material.rid()),
                          expected.publicShare(keeper));
          if (!holds) {
            findings.against(keeper, DkgRule.CERT);
          }
        });
    return findings.offences();
  }

  /** K5: everybody activates the one key. */
  public List<Offence> receipts(
      CertificateContent expected, SortedMap<Integer, DkgReceipt> receipts) {
    Findings findings = new Findings(Dkg.ACTIVATE);
    Bytes certHash = expected.hash();
    receipts.forEach(
        (keeper, receipt) -> {
          if (!receipt.certHash().equals(certHash)) {
            findings.against(keeper, DkgRule.CERT);
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

  private Optional<Point> decode(Bytes encoded) {
    return Encoded.point(context.curve(), encoded);
  }

  /** What a stage has found: one offence for each keeper and rule, in the order found. */
  private static final class Findings {
    private final int round;
    private final Map<String, Offence> offences = new LinkedHashMap<>();

    Findings(int round) {
      this.round = round;
    }

    void against(int keeper, DkgRule rule) {
      against(keeper, rule, keeper);
    }

    void against(int keeper, DkgRule rule, int witness) {
      offences.putIfAbsent(rule.id() + keeper, new Offence(keeper, rule, round, witness));
    }

    List<Offence> offences() {
      return new ArrayList<>(offences.values());
    }
  }
}
