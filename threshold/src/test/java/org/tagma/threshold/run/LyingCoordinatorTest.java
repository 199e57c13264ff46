package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.Auditor;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.KeeperStorage;
import org.tagma.threshold.testkit.Schedules;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;

/**
 * Keeper 1 coordinates and lies; 2 and 3 are honest. They refuse, record what they can prove, sign
 * once at most, and hand out nothing that is secret. Costs availability only (DESIGN section 1).
 */
class LyingCoordinatorTest {
  private static final int COORDINATOR = 1;
  private static final List<Integer> HONEST = List.of(2, 3);

  private final SimulatedCluster cluster = FrostOperation.cluster(61, 3, 5);
  private final Operation operation = FrostOperation.sign(cluster);
  private final HandCoordinator one = coordinator(operation);
  private final List<String> everyAnswer = new ArrayList<>();

  private HandCoordinator coordinator(Operation wanted) {
    return HandCoordinator.of(cluster, wanted, COORDINATOR, 1, 2, 3);
  }

  private HostAnswer ask(int keeper, Bytes sid, int round, RoundCall call) {
    HostAnswer answer = cluster.keeper(keeper).host().round(sid, round, call);
    everyAnswer.add(answer.toJson().toString());
    return answer;
  }

  private String first(HandCoordinator coordinator, int keeper) {
    return envelope(ask(keeper, coordinator.sid(), 1, coordinator.first(keeper)));
  }

  private List<String> roundOne(HandCoordinator coordinator) {
    return List.of(first(coordinator, 1), first(coordinator, 2), first(coordinator, 3));
  }

  private HostAnswer second(HandCoordinator coordinator, int keeper, List<String> envelopes) {
    return ask(keeper, coordinator.sid(), 2, coordinator.round(keeper, 2, envelopes));
  }

  private static String envelope(HostAnswer answer) {
    return assertInstanceOf(HostAnswer.Envelopes.class, answer).envelopes().get(0);
  }

  private Refusal refusal(int keeper, HostAnswer answer) {
    String refusal = assertInstanceOf(HostAnswer.Refusing.class, answer).refusal();
    try {
      Signed<Refusal> signed =
          Signed.read(refusal, Refusal.KIND, cluster.cluster().id(), cluster.cluster().keyRing());
      assertEquals(keeper, signed.from());
      return signed.content();
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRefused(RefusalReason reason, int keeper, HostAnswer answer) {
    assertEquals(reason, refusal(keeper, answer).reason());
  }

  private KeeperStorage storage(int keeper) {
    return cluster.keeper(keeper).storage();
  }

  private void assertNothingRecorded() {
    HONEST.forEach(k -> assertEquals(List.of(), storage(k).recorded()));
  }

  private void assertNothingConsumed(Bytes sid) {
    HONEST.forEach(k -> assertFalse(storage(k).isConsumed(sid)));
  }

  /** Another message of the coordinator's own, which it may sign as it likes. */
  private String otherCommitment(String compact) {
    ObjectNode payload = SignedPayload.of(read(compact));
    ArrayNode d = (ArrayNode) payload.get("body").get("D");
    d.set(0, d.get(1));
    return SignedPayload.sign(cluster.keeper(COORDINATOR).identity(), payload);
  }

  private static Envelope read(String compact) {
    try {
      return Envelope.read(Jws.parse(compact));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  // ---- double signatures

  @Test
  void aRoundRetriedWithAnotherInboxIsProvedAndEverySuchRuleHasItsProof() {
    List<String> all = roundOne(one);
    envelope(second(one, 2, all));
    List<String> other = List.of(otherCommitment(all.get(0)), all.get(1), all.get(2));
    assertRefused(RefusalReason.INBOX_CHANGED, 2, second(one, 2, other));

    Set<String> proved = new HashSet<>();
    for (Fault fault : storage(2).recorded()) {
      assertEquals(COORDINATOR, fault.keeper());
      Evidence evidence = ((Verdict.Imposter) fault.verdict()).evidence();
      Auditor.of(cluster).assertStands(cluster, evidence);
      proved.add(evidence.rule());
    }
    Set<String> rules = new HashSet<>();
    for (CoordinatorRule rule : CoordinatorRule.values()) {
      rules.add(rule.id());
    }
    assertEquals(rules, proved);
    assertEquals(List.of(), storage(3).recorded());
  }

  /** Each signs once, under its own view; whoever holds both messages proves the lie. */
  @Test
  void differentPackagesMakeNoSignatureAndLeaveAProofThatTheCoordinatorSignedTwice() {
    List<String> all = roundOne(one);
    String other = otherCommitment(all.get(0));
    Envelope two = read(envelope(second(one, 2, all)));
    Envelope three = read(envelope(second(one, 3, List.of(other, all.get(1), all.get(2)))));
    assertNotEquals(two.view(), three.view());
    assertNothingRecorded();
    assertRefused(RefusalReason.INBOX_CHANGED, 3, second(one, 3, all));
    Evidence evidence =
        Evidence.of(
            EnvelopeRule.EQUIVOCATION,
            COORDINATOR,
            one.preimage(),
            List.of(all.get(0), other),
            cluster.cluster().keyRing());
    Auditor.of(cluster).assertStands(cluster, evidence);
    HONEST.forEach(k -> assertTrue(storage(k).isConsumed(one.sid())));
  }

  // ---- another request than the one that was approved

  @Test
  void aRequestSwappedAfterApprovalIsRefused() {
    roundOne(one);
    for (String member : List.of("operations", "tweak", "context", "hash")) {
      ObjectNode request = operation.request().deepCopy();
      ObjectNode client = (ObjectNode) request.get("request");
      switch (member) {
        case "operations" -> ((ObjectNode) client.get("operations")).put("op-1", "ZXZpbA==");
        case "tweak" -> client.put("tweak", "m/1");
        case "context" -> client.putObject("context").put("kind", "BIP340");
        default -> client.put("hash", true);
      }
      // under the session id that was approved
      Bytes digest = Opening.credentialDigest(one.sid(), "credential");
      String open = one.sign(2, new Opening(one.preimage(), request, digest));
      RoundCall call =
          new RoundCall(Optional.empty(), List.of(), Optional.of(open), Optional.of("credential"));
      HandCoordinator later = one.with("attempt", JsonNodeFactory.instance.numberNode(2));
      Bytes laterDigest = Opening.credentialDigest(later.sid(), "credential");
      String laterOpen = later.sign(2, new Opening(later.preimage(), request, laterDigest));
      RoundCall laterCall =
          new RoundCall(
              Optional.empty(), List.of(), Optional.of(laterOpen), Optional.of("credential"));
      assertRefused(
          RefusalReason.INVALID_REQUEST, 2, cluster.keeper(2).host().open(one.sid(), call));
      assertRefused(
          RefusalReason.INVALID_REQUEST, 2, cluster.keeper(2).host().open(later.sid(), laterCall));
    }
    assertNothingConsumed(one.sid());
  }

  /** One operation, one request: a second one under the operation's name is not let in. */
  @Test
  void anotherRequestForTheSameOperationIsRefused() throws DecodingException {
    roundOne(one);
    ObjectNode request = operation.request().deepCopy();
    ((ObjectNode) request.get("request").get("operations")).put("op-1", "ZXZpbA==");
    HandCoordinator evil =
        one.with("attempt", JsonNodeFactory.instance.numberNode(2))
            .with(
                "requestDigest",
                JsonNodeFactory.instance.textNode(Session.digest(request).base64Url()));
    Bytes digest = Opening.credentialDigest(evil.sid(), "credential");
    RoundCall call =
        new RoundCall(
            Optional.of(evil.sign(2, new RoundRequest(evil.sid(), 1, List.of()))),
            List.of(),
            Optional.of(evil.sign(2, new Opening(evil.preimage(), request, digest))),
            Optional.of("credential"));
    assertRefused(RefusalReason.INVALID_REQUEST, 2, ask(2, evil.sid(), 1, call));
    assertNothingConsumed(evil.sid());
  }

  /** Keepers that were shown different requests are in different sessions. */
  @Test
  void messagesOfASessionAboutAnotherRequestDoNotMix() {
    HandCoordinator other = coordinator(FrostOperation.sign(cluster));
    assertNotEquals(one.sid(), other.sid());
    List<String> all = roundOne(one);
    String elsewhere = first(other, 3);
    assertRefused(
        RefusalReason.VIEW_MISMATCH, 2, second(one, 2, List.of(all.get(0), all.get(1), elsewhere)));
    assertNothingConsumed(one.sid());
    assertNothingRecorded();
  }

  // ---- envelopes that are dropped, reordered, altered

  @Test
  void whateverIsDroppedOrAlteredIsRefusedAndNobodyIsNamed() {
    List<String> all = roundOne(one);
    assertRefused(RefusalReason.VIEW_MISMATCH, 2, second(one, 2, List.of(all.get(0), all.get(1))));
    assertRefused(
        RefusalReason.OWN_MESSAGE_ALTERED, 3, second(one, 3, List.of(all.get(0), all.get(1))));
    assertRefused(RefusalReason.INBOX_CHANGED, 2, second(one, 2, all));
    assertNothingConsumed(one.sid());
    HONEST.forEach(
        k ->
            assertTrue(
                storage(k).recorded().stream().allMatch(f -> f.keeper() == COORDINATOR),
                "nobody honest is recorded"));
  }

  @Test
  void theOrderOfEnvelopesChangesNothing() {
    List<String> all = roundOne(one);
    List<String> reordered = new ArrayList<>(all);
    Collections.reverse(reordered);
    Envelope two = read(envelope(second(one, 2, all)));
    Envelope three = read(envelope(second(one, 3, reordered)));
    assertEquals(two.view(), three.view());
  }

  // ---- what it says at the end

  private HandCoordinator close(List<Evidence> evidence, List<Closing.Claim> claims) {
    roundOne(one);
    Closing closing = new Closing(one.sid(), 1, "FAILED", evidence, claims);
    HONEST.forEach(
        k -> assertTrue(cluster.keeper(k).host().close(one.sid(), one.sign(k, closing))));
    return one;
  }

  @Test
  void honestKeepersThatItCallsDeadAreItsClaimAndNothingMore() {
    close(List.of(), List.of(new Closing.Claim(3, CauseOfDeath.ROUND_TIMEOUT, 1)));
    assertNothingRecorded();
    for (int keeper : HONEST) {
      SessionJournal.SessionEnd end = storage(keeper).ended().get(0).end();
      assertEquals(1, end.claims().size());
      assertEquals(COORDINATOR, end.claims().get(0).claimedBy());
      assertEquals(3, end.claims().get(0).fault().keeper());
    }
  }

  @Test
  void evidenceThatItForgedIsNotBelieved() {
    StagedSession elsewhere = StagedSession.of(cluster, operation, 1, 1, 2, 3);
    Evidence honest = Prosecution.of(elsewhere.play(), new Offence(2, FrostRule.SHARE, 2, 2));
    List<String> forged = new ArrayList<>(honest.exhibits());
    forged.set(forged.size() - 1, forged.get(forged.size() - 1).replaceFirst("....$", "AAAA"));
    Evidence broken =
        new Evidence(
            honest.rule(),
            2,
            honest.session(),
            honest.request(),
            honest.certificate(),
            forged,
            List.of());
    Evidence bare =
        Evidence.of(
            CoordinatorRule.EQUIVOCATION,
            3,
            one.preimage(),
            List.of(),
            cluster.cluster().keyRing());
    close(List.of(honest, broken, bare), List.of());
    assertNothingRecorded();
  }

  // ---- sessions again, without end, and never closed

  @Test
  void anOldSessionIsNotOpenedAgain() {
    roundOne(one);
    RoundCall replay = one.first(2);
    cluster.keeper(2).restart();
    assertRefused(RefusalReason.SESSION_CLOSED, 2, ask(2, one.sid(), 1, replay));
    cluster.clock().advance(30_001);
    cluster.keeper(2).restart();
    assertRefused(RefusalReason.CLOCK_SKEW, 2, ask(2, one.sid(), 1, replay));
    cluster.clock().advance(24 * 3_600_000L);
    assertRefused(RefusalReason.CLOCK_SKEW, 2, ask(2, one.sid(), 1, replay));
    assertNothingConsumed(one.sid());
  }

  @Test
  void thousandsOfSessionsAreTooMany() {
    Operation many = FrostOperation.sign(cluster);
    int opened = 0;
    for (int i = 0; i < 3 * OpeningRate.BURST; i++) {
      opened += opens(COORDINATOR, many, i) ? 1 : 0;
    }
    assertEquals(OpeningRate.BURST, opened);
    assertTrue(opens(3, many, -1), "another coordinator is not held back");
    cluster.clock().advance(1_000);
    int later = 0;
    for (int i = 0; i < OpeningRate.BURST; i++) {
      later += opens(COORDINATOR, many, 10_000 + i) ? 1 : 0;
    }
    assertEquals(OpeningRate.PER_SECOND, later);
    assertNothingRecorded();
  }

  private boolean opens(int coordinator, Operation many, int number) {
    HandCoordinator next =
        HandCoordinator.of(cluster, many, coordinator, 1, 2, 3)
            .with("operationId", JsonNodeFactory.instance.textNode("operation" + number));
    HostAnswer answer = cluster.keeper(2).host().open(next.sid(), next.open(2));
    if (answer instanceof HostAnswer.Envelopes) {
      return true;
    }
    String text = ((HostAnswer.Refusing) answer).refusal();
    try {
      Refusal refusal =
          Signed.read(text, Refusal.KIND, cluster.cluster().id(), cluster.cluster().keyRing())
              .content();
      assertEquals(RefusalReason.OVERLOADED, refusal.reason());
      assertTrue(refusal.retryAfter() > 0 && refusal.retryAfter() < 1_000, "says when to come");
      return false;
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCoordinatorThatNeverClosesIsDeadWhereItOwesARoundAndUnknownElsewhere() {
    List<String> all = roundOne(one);
    envelope(second(one, 2, all));
    cluster.clock().advance(200_000);
    HONEST.forEach(k -> cluster.keeper(k).host().expire());
    assertEquals("UNKNOWN", storage(2).ended().get(0).end().outcome());
    assertEquals(List.of(), storage(2).recorded());
    assertEquals("ABANDONED", storage(3).ended().get(0).end().outcome());
    Fault fault = storage(3).recorded().get(0);
    assertEquals(COORDINATOR, fault.keeper());
    assertEquals(CauseOfDeath.ROUND_TIMEOUT, ((Verdict.Dead) fault.verdict()).cause());
  }

  // ---- anything at all

  /** Random lies, one after another: nobody signs twice, nobody honest is named, nothing leaks. */
  @Test
  void whateverItDoesNobodySignsTwiceOrIsSlandered() {
    String only = System.getProperty("tagma.seed");
    long from = only == null ? 1 : Long.parseLong(only);
    long to = only == null ? Schedules.share(100) : from;
    int shares = 0;
    int proofs = 0;
    for (long seed = from; seed <= to; seed++) {
      War war = new War(seed);
      war.fight();
      shares += war.signed.size();
      proofs += war.proofs();
    }
    assertTrue(only != null || to < 20 || (shares > to / 2 && proofs > to / 4), "it does a lot");
  }

  /** One coordinator's life of crime. */
  private static final class War {
    private static final int STEPS = 30;

    private final long seed;
    private final SeededRandom random;
    private final LyingCoordinatorTest test = new LyingCoordinatorTest();
    private final List<HandCoordinator> sessions = new ArrayList<>();
    private final Map<Bytes, List<String>> commitments = new HashMap<>();

    /** By keeper and session, the shares that left. */
    private final Map<String, Set<String>> signed = new HashMap<>();

    War(long seed) {
      this.seed = seed;
      this.random = new SeededRandom(seed, "lying coordinator");
      sessions.add(test.one);
      sessions.add(test.coordinator(FrostOperation.sign(test.cluster)));
    }

    void fight() {
      for (int step = 0; step < STEPS; step++) {
        act();
      }
      test.cluster.clock().advance(200_000);
      HONEST.forEach(k -> test.cluster.keeper(k).host().expire());
      String where = "seed " + seed;
      signed.values().forEach(shares -> assertEquals(1, shares.size(), where));
      for (int keeper : HONEST) {
        test.storage(keeper).recorded().forEach(f -> assertEquals(COORDINATOR, f.keeper(), where));
      }
      test.everyAnswer.forEach(
          answer -> assertFalse(answer.contains(SimulatedCluster.CREDENTIAL), where));
    }

    int proofs() {
      return (int)
          HONEST.stream()
              .flatMap(k -> test.storage(k).recorded().stream())
              .filter(f -> f.verdict() instanceof Verdict.Imposter)
              .count();
    }

    private void act() {
      HandCoordinator session = sessions.get(random.nextInt(sessions.size()));
      int keeper = HONEST.get(random.nextInt(HONEST.size()));
      switch (random.nextInt(10)) {
        case 0 -> test.cluster.keeper(keeper).restart();
        case 1 -> close(session, keeper);
        case 2 -> test.cluster.clock().advance(random.nextInt(20_000));
        case 3, 4, 5 -> commit(session, keeper);
        default -> sign(session, keeper);
      }
    }

    private void commit(HandCoordinator session, int keeper) {
      for (int member : List.of(COORDINATOR, keeper)) {
        HostAnswer answer = test.ask(member, session.sid(), 1, session.first(member));
        if (answer instanceof HostAnswer.Envelopes sent) {
          List<String> known = commitments.computeIfAbsent(session.sid(), s -> new ArrayList<>());
          if (!known.contains(sent.envelopes().get(0))) {
            known.add(sent.envelopes().get(0));
          }
        }
      }
    }

    private void sign(HandCoordinator session, int keeper) {
      List<String> envelopes = new ArrayList<>(commitments.getOrDefault(session.sid(), List.of()));
      Collections.shuffle(envelopes, random);
      if (!envelopes.isEmpty()) {
        switch (random.nextInt(6)) {
          case 0 -> envelopes.remove(0);
          case 1 -> envelopes.replaceAll(this::lie);
          case 2 -> envelopes.add(envelopes.get(0));
          case 3 -> envelopes.set(0, envelopes.get(0).replaceFirst("....$", "AAAA"));
          default -> envelopes.sort(null);
        }
      }
      HostAnswer answer = test.second(session, keeper, envelopes);
      if (answer instanceof HostAnswer.Envelopes sent) {
        signed
            .computeIfAbsent(keeper + session.sid().hex(), k -> new HashSet<>())
            .add(sent.envelopes().get(0));
      }
    }

    private String lie(String compact) {
      return read(compact).from() == COORDINATOR ? test.otherCommitment(compact) : compact;
    }

    private void close(HandCoordinator session, int keeper) {
      Closing closing =
          new Closing(
              session.sid(),
              1,
              "FAILED",
              List.of(
                  Evidence.of(
                      EnvelopeRule.EQUIVOCATION,
                      5 - keeper,
                      session.preimage(),
                      commitments.getOrDefault(session.sid(), List.of()),
                      test.cluster.cluster().keyRing())),
              List.of(new Closing.Claim(5 - keeper, CauseOfDeath.DISCONNECTED, 1)));
      test.cluster.keeper(keeper).host().close(session.sid(), session.sign(keeper, closing));
    }
  }
}
