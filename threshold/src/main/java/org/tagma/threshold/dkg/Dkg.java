package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.tagma.threshold.generation.ActivateMessage;
import org.tagma.threshold.generation.CertificateJudge;
import org.tagma.threshold.generation.CertifyMessage;
import org.tagma.threshold.generation.ConcludeRound;
import org.tagma.threshold.generation.NewGeneration;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * Key generation by all keepers, DKG-W of {@code spec/protocols.md} 1.5: commit, deal, prove,
 * certify, activate. The key exists once everybody has certified it; the receipts of the last round
 * say where it is active already.
 */
public final class Dkg implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = "DKG";

  static final int COMMIT = 1; // K1
  static final int DEAL = 2; // K2
  static final int PROVE = 3; // K3
  static final int CERTIFY = NewGeneration.CERTIFY; // K4
  static final int ACTIVATE = NewGeneration.ACTIVATE; // K5

  private static final List<String> KINDS =
      List.of("dkg.commit", "dkg.deal", "dkg.prove", "dkg.certify", "dkg.activate");

  /** The suites, by name: one for each curve. */
  private static final Map<String, Curve> SUITES =
      Curve.all().stream().collect(Collectors.toUnmodifiableMap(Dkg::suite, curve -> curve));

  /** The suite of a key on {@code curve}. */
  public static String suite(Curve curve) {
    return curve.label() + "-sha512";
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return allSuites();
  }

  /** Those of all protocols that make or mend shares. */
  public static Set<String> allSuites() {
    return SUITES.keySet();
  }

  @Override
  public int rounds() {
    return ACTIVATE;
  }

  @Override
  public int settledBy() {
    return CERTIFY;
  }

  @Override
  public String kind(int round) {
    return KINDS.get(round - 1);
  }

  @Override
  public List<Rule> rules() {
    return List.of(DkgRule.values());
  }

  @Override
  public boolean needsAll() {
    return true;
  }

  @Override
  public boolean makesGeneration() {
    return true;
  }

  /** Not even for a rotation: it is the cure for a key whose shares are damaged. */
  @Override
  public boolean usesShares() {
    return false;
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case COMMIT -> DkgCommit.read(body);
      case DEAL -> DkgDeal.read(body);
      case PROVE -> DkgProof.read(body);
      case CERTIFY -> CertifyMessage.read(body, 32);
      default -> ActivateMessage.read(body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    SessionPreimage preimage = session.preimage();
    try {
      DkgRequest request = DkgRequest.read(session.request());
      return request.keyId().equals(preimage.keyId())
          && request.curve().equals(SUITES.get(preimage.suite()))
          && preimage.auxBundleHash().length() == 0
          && preimage.threshold() >= 2
          && preimage.threshold() <= preimage.total()
          && preimage.participants().size() == preimage.total()
          && follows(request, session.certificate(), preimage);
    } catch (DecodingException e) {
      return false;
    }
  }

  /** A key is created where there is none, and rotated where there is an older generation. */
  private static boolean follows(
      DkgRequest request, Optional<CertificateContent> certificate, SessionPreimage preimage) {
    return certificate
        .map(
            earlier ->
                request.mode() == DkgRequest.Mode.ROTATE
                    && earlier.curve().equals(request.curve())
                    && request.usage().orElse(earlier.usage()) == earlier.usage()
                    && earlier.keyId().equals(preimage.keyId())
                    && earlier.generation() < preimage.generation())
        .orElse(request.mode() == DkgRequest.Mode.CREATE);
  }

  @Override
  public Round begin(Session session, Local local) {
    return new CommitRound(KeyGeneration.of(session), local);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(KeyGeneration.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    KeyGeneration generation = KeyGeneration.of(inbox.session());
    DkgJudge judge = generation.judge(inbox);
    return switch (round) {
      case COMMIT -> judge.commits(commits(inbox));
      case DEAL -> judge.deals(commits(inbox), inbox.messages(DEAL, DkgDeal.class));
      case PROVE -> proofOffences(generation, judge, inbox);
      case CERTIFY ->
          certificates(inbox)
              .certificates(
                  generation.content(inbox),
                  generation.rid(inbox),
                  inbox.view(PROVE),
                  inbox.messages(CERTIFY, CertifyMessage.class));
      default ->
          certificates(inbox)
              .receipts(generation.content(inbox), inbox.messages(ACTIVATE, ActivateMessage.class));
    };
  }

  private static CertificateJudge certificates(Inbox inbox) {
    return new CertificateJudge(NAME, inbox.session().preimage().suite(), DkgRule.CERT);
  }

  private static List<Offence> proofOffences(
      KeyGeneration generation, DkgJudge judge, Inbox inbox) {
    SortedMap<Integer, DkgDeal> deals = inbox.messages(DEAL, DkgDeal.class);
    SortedMap<Integer, DkgProof> proofs = inbox.messages(PROVE, DkgProof.class);
    KeyMaterial material = generation.material(inbox);
    List<Offence> complaints = judge.complaints(commits(inbox), deals, material, proofs);
    return complaints.isEmpty() ? judge.possession(deals, material, proofs) : complaints;
  }

  private static SortedMap<Integer, DkgCommit> commits(Inbox inbox) {
    return inbox.messages(COMMIT, DkgCommit.class);
  }
}
