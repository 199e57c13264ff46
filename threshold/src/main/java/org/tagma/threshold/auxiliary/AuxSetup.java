package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * The set-up of the keepers' moduli by all keepers ({@code spec/protocols.md} 1.5, AUX): commit,
 * open, prove, certify, adopt. The epoch exists once everybody has certified its bundle; the
 * receipts of the last round say where it is active already. Its number is the session's
 * generation.
 */
public final class AuxSetup implements Protocol {
  /** The name in sessions and rules. */
  public static final String NAME = AuxCertificate.PROTOCOL;

  /** What stands in sessions in place of a key; no key of a client can have that name. */
  public static final String KEY_ID = "AUX";

  /** The operation's name in a session's request. */
  public static final String OP = "aux";

  static final int COMMIT = 1; // A1
  static final int OPEN = 2; // A2
  static final int PROVE = 3; // A3
  static final int CERTIFY = AuxCertificate.ROUND; // A4
  static final int ADOPT = 5;

  private static final List<String> KINDS =
      List.of("aux.commit", "aux.open", "aux.prove", "aux.certify", "aux.adopt");

  private static final Map<String, ParameterSet> SUITES =
      Arrays.stream(ParameterSet.values())
          .collect(Collectors.toUnmodifiableMap(AuxSetup::suite, Function.identity()));

  private final ModuliSource source;

  /** The set-up of moduli that come from {@code source}. */
  public AuxSetup(ModuliSource source) {
    this.source = source;
  }

  /** The suite for moduli of this size. */
  public static String suite(ParameterSet set) {
    return AuxCertificate.suite(set);
  }

  /** {op, request} for moduli of this size. */
  public static ObjectNode request(ParameterSet set) {
    return Session.request(OP, JsonNodeFactory.instance.objectNode().put("set", set.label()));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> suites() {
    return SUITES.keySet();
  }

  @Override
  public int rounds() {
    return ADOPT;
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
    return List.of(AuxRule.values());
  }

  @Override
  public boolean needsAll() {
    return true;
  }

  /** An epoch's number is used once, as a key's generation is. */
  @Override
  public boolean makesGeneration() {
    return true;
  }

  @Override
  public boolean usesShares() {
    return false;
  }

  /** Proofs about moduli take long to make and to check. */
  @Override
  public long patience() {
    return 3 * PATIENCE;
  }

  /** One set-up at a time, since new moduli take long to make. */
  @Override
  public boolean isExclusive() {
    return true;
  }

  /** A keeper takes part when it has new moduli, of the size that it is configured for. */
  @Override
  public Optional<RefusalReason> objection(Session session) {
    if (!accepts(session)) {
      return Optional.of(RefusalReason.INVALID_REQUEST);
    }
    return source.objection(SUITES.get(session.preimage().suite()));
  }

  @Override
  public Message read(String suite, int round, ObjectNode body) throws DecodingException {
    return switch (round) {
      case COMMIT -> AuxCommit.read(body);
      case OPEN -> AuxOpen.read(body);
      case PROVE -> AuxProof.read(body);
      default -> AuxAttestation.read(body);
    };
  }

  @Override
  public boolean accepts(Session session) {
    SessionPreimage preimage = session.preimage();
    try {
      Members outer = Members.of(session.request());
      outer.literal("op", OP);
      Members request = Members.of(outer.object("request"));
      outer.end();
      request.literal("set", set(session).label());
      request.end();
    } catch (DecodingException e) {
      return false;
    }
    return preimage.keyId().equals(KEY_ID)
        && session.certificate().isEmpty()
        && preimage.auxBundleHash().length() == 0
        && preimage.participants().size() == preimage.total();
  }

  /** How large the session's moduli are. */
  static ParameterSet set(Session session) throws DecodingException {
    ParameterSet set = SUITES.get(session.preimage().suite());
    if (set == null) {
      throw new DecodingException("not a suite of this protocol");
    }
    return set;
  }

  @Override
  public Round begin(Session session, Local local) {
    return new CommitRound(AuxEpoch.of(session), local, source);
  }

  @Override
  public Round conclude(Session session) {
    return new ConcludeRound(AuxEpoch.of(session));
  }

  @Override
  public List<Offence> offences(Inbox inbox, int round) {
    return inbox.derived(round, Judged.class, () -> new Judged(judge(inbox, round))).offences();
  }

  /** Judging takes seconds: a keeper that coordinates does it once for both its parts. */
  private record Judged(List<Offence> offences) {}

  private static List<Offence> judge(Inbox inbox, int round) {
    AuxJudge judge = new AuxJudge(AuxEpoch.of(inbox.session()), inbox);
    return switch (round) {
      case COMMIT -> List.of();
      case OPEN -> judge.openings();
      case PROVE -> judge.proofs();
      default -> judge.attestations(round);
    };
  }
}
