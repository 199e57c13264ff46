package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.message.ViewRequest;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.HandCoordinator;
import org.tagma.threshold.testkit.KeeperStorage;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;

/** A participant towards coordinators of every kind: keeper 2 answers, keeper 1 coordinates. */
class SessionHostTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(31, 2, 3);
  private final Operation operation = FrostOperation.sign(cluster);
  private final HandCoordinator one = HandCoordinator.of(cluster, operation, 1, 1, 2);
  private final KeeperStorage storage = cluster.keeper(2).storage();

  private SessionHost host() {
    return cluster.keeper(2).host();
  }

  /** Keeper 2 again, with another authority or another journal. */
  private SessionHost host(Authority authority, SessionJournal journal) {
    return host(authority, journal, storage);
  }

  private SessionHost host(Authority authority, SessionJournal journal, KeyVault vault) {
    return new SessionHost(
        new SessionHost.Ports(
            cluster.keeper(2).identity(),
            cluster.cluster(),
            cluster.cluster().keyRing(),
            new ProtocolRegistry(List.of(operation.protocol())),
            vault,
            authority,
            journal,
            cluster.clock()::now,
            new SeededRandom(2, "host"),
            Tasks.SEQUENTIAL));
  }

  private static Authority permitting() {
    return (credential, preimage, request) -> new Authority.Decision("caller", Optional.empty());
  }

  private Refusal refusal(HostAnswer answer) {
    HostAnswer.Refusing refusing = assertInstanceOf(HostAnswer.Refusing.class, answer);
    try {
      Signed<Refusal> signed =
          Signed.read(
              refusing.refusal(),
              Refusal.KIND,
              cluster.cluster().id(),
              cluster.cluster().keyRing());
      assertEquals(2, signed.from());
      assertEquals(1, signed.to());
      return signed.content();
    } catch (DecodingException e) {
      throw new AssertionError(e);
    }
  }

  private void assertRefused(RefusalReason reason, HostAnswer answer) {
    assertEquals(reason, refusal(answer).reason());
  }

  private static String envelope(HostAnswer answer) {
    List<String> envelopes = assertInstanceOf(HostAnswer.Envelopes.class, answer).envelopes();
    assertEquals(1, envelopes.size());
    return envelopes.get(0);
  }

  private HostAnswer first(SessionHost host, HandCoordinator coordinator) {
    return host.round(coordinator.sid(), 1, coordinator.first(2));
  }

  /** What the members answer in round 1, the coordinator's own part by the keeper itself. */
  private List<String> roundOne() {
    String own = envelope(cluster.keeper(1).host().round(one.sid(), 1, one.first(1)));
    return List.of(own, envelope(first(host(), one)));
  }

  private HostAnswer second(List<String> envelopes) {
    return host().round(one.sid(), 2, one.round(2, 2, envelopes));
  }

  private void assertNothingRecorded() {
    assertEquals(List.of(), storage.recorded());
  }

  // ---- answering once

  @Test
  void answersTheSameRequestWithTheSameBytes() {
    String answer = envelope(first(host(), one));
    assertEquals(answer, envelope(first(host(), one)));
    List<String> all =
        List.of(envelope(cluster.keeper(1).host().round(one.sid(), 1, one.first(1))), answer);
    String share = envelope(second(all));
    assertEquals(share, envelope(second(all)));
    assertEquals(answer, envelope(first(host(), one)));
    assertTrue(storage.isConsumed(one.sid()));
  }

  @Test
  void aSecondRequestForARoundProvesTheCoordinatorsEquivocation() throws DecodingException {
    List<String> all = roundOne();
    envelope(second(all));
    ObjectNode payload = SignedPayload.of(envelopeOf(all.get(0)));
    ArrayNode d = (ArrayNode) payload.get("body").get("D");
    d.set(0, d.get(1));
    String other = SignedPayload.sign(cluster.keeper(1).identity(), payload);
    assertRefused(RefusalReason.INBOX_CHANGED, second(List.of(other, all.get(1))));

    assertEquals(1, storage.ended().size());
    assertEquals("IMPOSTER_FOUND", storage.ended().get(0).end().outcome());
    Fault fault = storage.recorded().get(0);
    assertEquals(1, fault.keeper());
    assertEquals(2, fault.round());
    Evidence evidence = ((Verdict.Imposter) fault.verdict()).evidence();
    assertEquals("COORDINATOR.EQUIVOCATION", evidence.rule());
    assertEquals(Finding.PROVED, cluster.verifier().verify(evidence));
    assertRefused(RefusalReason.INBOX_CHANGED, second(List.of(other, all.get(1))));
    assertEquals(1, storage.ended().size());
  }

  private static Envelope envelopeOf(String compact) throws DecodingException {
    return Envelope.read(Jws.parse(compact));
  }

  @Test
  void noShareLeavesAfterAnEquivocation() {
    List<String> all = roundOne();
    HostAnswer changed = host().round(one.sid(), 1, withInbox(one.round(2, 1, all), all));
    assertRefused(RefusalReason.INBOX_CHANGED, changed);
    assertRefused(RefusalReason.SESSION_CLOSED, second(all));
    assertFalse(storage.isConsumed(one.sid()));
  }

  private static RoundCall withInbox(RoundCall call, List<String> envelopes) {
    return new RoundCall(call.round(), envelopes, Optional.empty(), Optional.empty());
  }

  @Test
  void refusesWhenItsOwnMessageWasAlteredOrIsMissing() {
    List<String> all = roundOne();
    RunOnce run = new RunOnce();
    assertRefused(RefusalReason.OWN_MESSAGE_ALTERED, run.second(List.of(run.all.get(0))));
    String flipped = all.get(1).substring(0, all.get(1).length() - 4) + "AAAA";
    assertRefused(RefusalReason.OWN_MESSAGE_ALTERED, second(List.of(all.get(0), flipped)));
    assertRefused(RefusalReason.SESSION_CLOSED, host().round(one.sid(), 3, one.round(2, 3, all)));
    assertFalse(storage.isConsumed(one.sid()));
    assertNothingRecorded();
  }

  /** A session of its own, one round in. */
  private static final class RunOnce {
    private final SessionHostTest test = new SessionHostTest();
    private final List<String> all = test.roundOne();

    HostAnswer second(List<String> envelopes) {
      return test.second(envelopes);
    }
  }

  @Test
  void refusesWhenAMemberIsMissingOrHasAnotherView() throws DecodingException {
    RunOnce run = new RunOnce();
    assertRefused(RefusalReason.VIEW_MISMATCH, run.second(List.of(run.all.get(1))));
    List<String> all = roundOne();
    ObjectNode payload = SignedPayload.of(envelopeOf(all.get(0)));
    payload.put("view", one.sid().base64Url());
    String other = SignedPayload.sign(cluster.keeper(1).identity(), payload);
    assertRefused(RefusalReason.VIEW_MISMATCH, second(List.of(other, all.get(1))));
    assertFalse(storage.isConsumed(one.sid()));
  }

  @Test
  void accusesWithEvidenceThatVerifies() throws DecodingException {
    List<String> all = roundOne();
    ObjectNode payload = SignedPayload.of(envelopeOf(all.get(0)));
    ((ArrayNode) payload.get("body").get("D")).set(0, payload.textNode("AA"));
    String bad = SignedPayload.sign(cluster.keeper(1).identity(), payload);
    HostAnswer answer = second(List.of(bad, all.get(1)));
    String accusation = assertInstanceOf(HostAnswer.Accusing.class, answer).accusation();
    Accusation content =
        Signed.read(
                accusation, Accusation.KIND, cluster.cluster().id(), cluster.cluster().keyRing())
            .content();
    assertEquals(one.sid(), content.sid());
    assertEquals(1, content.evidence().size());
    assertEquals("FROST.COMMITMENT", content.evidence().get(0).rule());
    assertEquals(1, content.evidence().get(0).accused());
    assertEquals(Finding.PROVED, cluster.verifier().verify(content.evidence().get(0)));
    assertEquals(answer, second(List.of(bad, all.get(1))));
    assertFalse(storage.isConsumed(one.sid()));
  }

  @Test
  void refusesARoundRequestThatIsNotAboutTheMessagesBesideIt() {
    List<String> all = roundOne();
    RoundCall call = withInbox(one.round(2, 2, all), List.of(all.get(1)));
    assertRefused(RefusalReason.INVALID_REQUEST, host().round(one.sid(), 2, call));
    RoundCall junk = withInbox(one.round(2, 2, all), List.of("junk", all.get(1)));
    assertRefused(RefusalReason.INVALID_REQUEST, host().round(one.sid(), 2, junk));
    envelope(second(all));
  }

  @Test
  void refusesRoundsOutOfOrder() {
    envelope(first(host(), one));
    assertRefused(
        RefusalReason.INVALID_REQUEST, host().round(one.sid(), 3, one.round(2, 3, List.of())));
  }

  @Test
  void refusesEverybodyButTheCoordinator() {
    List<String> all = roundOne();
    HandCoordinator three = HandCoordinator.of(cluster, operation, 3, 2, 3);
    RoundCall call = three.round(2, 2, all);
    // signed by keeper 3 over its own session: not heard under the other's id
    assertInstanceOf(HostAnswer.Unheard.class, host().round(one.sid(), 2, call));
    String request = three.sign(2, new RoundRequest(one.sid(), 2, List.of()));
    RoundCall forged =
        new RoundCall(Optional.of(request), List.of(), Optional.empty(), Optional.empty());
    HostAnswer answer = host().round(one.sid(), 2, forged);
    assertInstanceOf(HostAnswer.Refusing.class, answer);
    assertInstanceOf(
        HostAnswer.Refusing.class,
        host().view(one.sid(), three.sign(2, new ViewRequest(one.sid(), 1))));
    assertFalse(host().close(one.sid(), three.sign(2, closing("FAILED"))));
    envelope(second(all));
  }

  // ---- strangers

  @Test
  void answersNothingToStrangers() {
    SimulatedCluster others = FrostOperation.cluster(32, 2, 3);
    HandCoordinator stranger = HandCoordinator.of(others, FrostOperation.sign(others), 1, 1, 2);
    KeeperIdentity unknown = KeeperIdentity.generate(1, new SeededRandom(99, "stranger"));
    String unknownKey =
        Signed.sign(unknown, cluster.cluster().id(), 2, new RoundRequest(one.sid(), 1, List.of()))
            .compact();
    RoundCall none = new RoundCall(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    RoundCall byUnknownKey =
        new RoundCall(Optional.of(unknownKey), List.of(), Optional.empty(), Optional.empty());
    List<HostAnswer> answers =
        List.of(
            host().round(stranger.sid(), 1, stranger.first(2)),
            host().open(stranger.sid(), stranger.open(2)),
            host().round(one.sid(), 1, byUnknownKey),
            host().round(one.sid(), 1, one.first(3)),
            host().open(one.sid(), one.open(3)),
            host().round(one.sid(), 2, one.first(2)),
            host().round(stranger.sid(), 1, one.first(2)),
            host().round(one.sid(), 1, none),
            host().open(one.sid(), none),
            host().view(one.sid(), "junk"));
    for (HostAnswer answer : answers) {
      assertInstanceOf(HostAnswer.Unheard.class, answer);
    }
    assertFalse(host().close(one.sid(), "junk"));
    assertNothingRecorded();
  }

  // ---- opening

  @Test
  void refusesWhileItIsSealed() {
    storage.seal(true);
    assertRefused(RefusalReason.SEALED, first(host(), one));
    assertRefused(RefusalReason.SEALED, host().open(one.sid(), one.open(2)));
    storage.seal(false);
    envelope(first(host(), one));
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  @Test
  void refusesAnotherVersion() {
    assertRefused(RefusalReason.VERSION, first(host(), one.with("protocolVersion", number(2))));
  }

  @Test
  void refusesAnUnknownKey() {
    HandCoordinator unknown = one.with("keyId", text("team:key-9"));
    assertRefused(RefusalReason.UNKNOWN_KEY, first(host(), unknown));
  }

  @Test
  void refusesAnotherGenerationAndSaysTheHighestItKnows() {
    Refusal refusal = refusal(first(host(), one.with("generation", number(2))));
    assertEquals(RefusalReason.GENERATION, refusal.reason());
    assertEquals(1, refusal.generation());
    String zeros = Bytes.of(new byte[32]).base64Url();
    assertRefused(RefusalReason.GENERATION, first(host(), one.with("certHash", text(zeros))));
  }

  @Test
  void refusesToMakeAGenerationThatWasUsedAndSaysTheHighest() {
    SimulatedCluster makers = DkgOperation.cluster(31, 2, 3);
    Operation create = DkgOperation.create(makers);
    makers.dealKey(create.keyId(), Curve.named("SECP256K1"));
    HandCoordinator making = HandCoordinator.of(makers, create, 1, 1, 2, 3);
    SessionHost maker = makers.keeper(2).host();
    Refusal refusal = refusal(first(maker, making));
    assertEquals(RefusalReason.GENERATION, refusal.reason());
    assertEquals(1, refusal.generation());
    HandCoordinator next = making.with("generation", number(2));
    assertRefused(RefusalReason.POLICY, first(maker, next));
  }

  @Test
  void refusesClocksThatDifferByMoreThanThirtySeconds() {
    long now = cluster.clock().now();
    for (long skew : new long[] {-30_001, 30_001}) {
      HandCoordinator off =
          one.with("openedAt", number(now + skew)).with("notAfter", number(now + 60_000));
      assertRefused(RefusalReason.CLOCK_SKEW, first(host(), off));
    }
    HandCoordinator just =
        one.with("openedAt", number(now + 30_000)).with("notAfter", number(now + 90_000));
    envelope(first(host(), just));
  }

  @Test
  void refusesSessionsThatLiveTooLongOrNotAtAll() {
    long now = cluster.clock().now();
    for (long life : new long[] {0, -1, 180_001}) {
      HandCoordinator off = one.with("notAfter", number(now + life));
      assertRefused(RefusalReason.INVALID_REQUEST, first(host(), off));
    }
    envelope(first(host(), one.with("notAfter", number(now + 180_000))));
  }

  @Test
  void refusesWhatItsOwnStateContradicts() {
    String zeros = Bytes.of(new byte[32]).base64Url();
    List<HandCoordinator> bad =
        List.of(
            one.with("coordinator", text("keeper-3")),
            one.with("cluster", text(zeros)),
            one.with("protocol", text("GG20")),
            one.with("suite", text("FROST-P256-SHA256-v1")),
            one.with("t", number(3)),
            one.with("n", number(2)),
            one.with("requestDigest", text(zeros)),
            one.with("participants", rows(one, 0)),
            one.with("participants", rows(one, 1)));
    for (HandCoordinator coordinator : bad) {
      assertRefused(RefusalReason.INVALID_REQUEST, first(host(), coordinator));
    }
    HandCoordinator three = HandCoordinator.of(cluster, operation, 1, 1, 2, 3);
    assertRefused(RefusalReason.INVALID_REQUEST, first(host(), three));
    HandCoordinator without = HandCoordinator.of(cluster, operation, 1, 1, 3);
    assertRefused(RefusalReason.INVALID_REQUEST, first(host(), without));
    assertEquals(List.of(), storage.ended());
  }

  private static JsonNode rows(HandCoordinator coordinator, int removed) {
    ArrayNode rows = (ArrayNode) coordinator.preimage().toJson().get("participants");
    rows.remove(removed);
    return rows;
  }

  @Test
  void refusesASessionUnderAnotherNameThanItsOwn() {
    HandCoordinator other = one.with("attempt", number(2));
    RoundCall call = one.open(2);
    assertRefused(RefusalReason.INVALID_REQUEST, host().open(other.sid(), call));
  }

  @Test
  void refusesCredentialsThatTheOpeningDoesNotName() {
    assertRefused(
        RefusalReason.UNAUTHORISED, host().open(one.sid(), one.open(2, "credential", "other")));
    RoundCall open = one.open(2);
    RoundCall bare = new RoundCall(Optional.empty(), List.of(), open.open(), Optional.empty());
    assertRefused(RefusalReason.UNAUTHORISED, host().open(one.sid(), bare));
  }

  @Test
  void refusesWhatTheAuthorityObjectsTo() {
    for (RefusalReason objection : List.of(RefusalReason.UNAUTHORISED, RefusalReason.POLICY)) {
      List<String> asked = new ArrayList<>();
      Authority authority =
          (credential, preimage, request) -> {
            asked.add(credential + " " + request.get("op").textValue());
            return new Authority.Decision("", Optional.of(objection));
          };
      assertRefused(objection, first(host(authority, storage), one));
      assertEquals(List.of("credential sign"), asked);
    }
    envelope(first(host(), one));
  }

  @Test
  void aDamagedKeyIsARefusalAndNoLie() {
    storage.damage(FrostOperation.KEY);
    assertRefused(RefusalReason.KEY_DAMAGED, first(host(), one));
    Outcome outcome = cluster.run(1, operation, new DirectLinks(cluster, 1));
    assertTrue(outcome.result().isPresent());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(2), outcome.ledger().refused());
    assertEquals(
        List.of(new Verdict.Refused(RefusalReason.KEY_DAMAGED, 0)),
        outcome.ledger().faults().stream().map(Fault::verdict).toList());
  }

  /** Keeper 2's keys, until something happens to them. */
  private class SomeVault implements KeyVault {
    @Override
    public boolean isSealed() {
      return storage.isSealed();
    }

    @Override
    public Optional<CertificateContent> active(String keyId) {
      return storage.active(keyId);
    }

    @Override
    public Optional<CertificateContent> certified(String keyId, int generation) {
      return storage.certified(keyId, generation);
    }

    @Override
    public int highestGeneration(String keyId) {
      return storage.highestGeneration(keyId);
    }

    @Override
    public Optional<KeyShare> share(CertificateContent certificate) throws Sealed {
      return storage.share(certificate);
    }
  }

  @Test
  void aKeeperThatIsSealedWhileItOpensASessionSaysSoAndCallsNoKeyDamaged() {
    KeyVault sealedMeanwhile =
        new SomeVault() {
          @Override
          public Optional<KeyShare> share(CertificateContent certificate) throws Sealed {
            throw new Sealed();
          }
        };
    assertRefused(RefusalReason.SEALED, first(host(permitting(), storage, sealedMeanwhile), one));
  }

  @Test
  void aDamagedCertificateIsNoUnknownKey() {
    KeyVault damaged =
        new SomeVault() {
          @Override
          public Optional<CertificateContent> active(String keyId) {
            throw new KeyDamaged();
          }
        };
    assertRefused(RefusalReason.KEY_DAMAGED, first(host(permitting(), storage, damaged), one));
    assertNothingRecorded();
  }

  @Test
  void aSessionIsOpenedOnceInAKeepersLife() {
    List<String> all = roundOne();
    cluster.keeper(2).crash();
    cluster.keeper(2).restart();
    assertRefused(RefusalReason.UNKNOWN_SESSION, second(all));
    assertRefused(RefusalReason.SESSION_CLOSED, first(host(), one));
    assertRefused(RefusalReason.SESSION_CLOSED, second(all));
    assertFalse(storage.isConsumed(one.sid()));
  }

  @Test
  void attemptsAreBoundedAndNeverGoBack() {
    HandCoordinator fourth = one.with("attempt", number(4));
    envelope(first(host(), fourth));
    for (int attempt : new int[] {5, 4, 3}) {
      HandCoordinator other =
          one.with("attempt", number(attempt))
              .with("nonce", text(Bytes.of(new byte[32]).base64Url()));
      assertRefused(RefusalReason.INVALID_REQUEST, first(host(), other));
    }
  }

  @Test
  void anOperationKeepsItsRequest() {
    envelope(first(host(), one));
    Operation other = FrostOperation.sign(cluster);
    ObjectNode request = other.request().deepCopy();
    ((ObjectNode) request.get("request").get("operations")).put("op-1", "");
    Operation changed =
        new Operation(
            operation.operationId(),
            operation.protocol(),
            operation.suite(),
            operation.keyId(),
            operation.generation(),
            operation.certificate(),
            operation.holders(),
            operation.threshold(),
            request,
            operation.credential(),
            operation.budgetMillis());
    HandCoordinator second =
        HandCoordinator.of(cluster, changed, 1, 1, 2).with("attempt", number(2));
    assertRefused(RefusalReason.INVALID_REQUEST, first(host(), second));
  }

  // ---- the journal

  /** A journal whose disk is full, once or for good. */
  private static final class FailingJournal implements SessionJournal {
    private final SessionJournal disk;
    private boolean failsOpen;
    private boolean failsAnswer;
    private boolean failsClose;
    private int closed;

    FailingJournal(SessionJournal disk) {
      this.disk = disk;
    }

    @Override
    public Admission open(
        Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply) {
      fail(failsOpen);
      return disk.open(session, subject, maxAttempt, effects, reply);
    }

    @Override
    public void answer(Session session, List<Effect> effects, Reply reply) {
      fail(failsAnswer);
      disk.answer(session, effects, reply);
    }

    @Override
    public void close(Session session, String subject, SessionEnd end) {
      closed++;
      fail(failsClose);
      disk.close(session, subject, end);
    }

    private static void fail(boolean fails) {
      if (fails) {
        throw new IllegalStateException("disk full");
      }
    }
  }

  @Test
  void nothingLeavesNowOrLaterWhenAnAnswerCannotBeCommitted() {
    FailingJournal journal = new FailingJournal(storage);
    SessionHost host = host(permitting(), journal);
    String own = envelope(cluster.keeper(1).host().round(one.sid(), 1, one.first(1)));
    List<String> all = List.of(own, envelope(first(host, one)));
    journal.failsAnswer = true;
    RoundCall call = one.round(2, 2, all);
    assertThrows(IllegalStateException.class, () -> host.round(one.sid(), 2, call));
    journal.failsAnswer = false;
    assertRefused(RefusalReason.SESSION_CLOSED, host.round(one.sid(), 2, call));
    assertFalse(storage.isConsumed(one.sid()));
    cluster.clock().advance(200_000);
    host.expire();
    assertEquals(1, journal.closed);
    assertNothingRecorded();
  }

  @Test
  void nothingLeavesNowOrLaterWhenAnOpeningCannotBeCommitted() {
    FailingJournal journal = new FailingJournal(storage);
    SessionHost host = host(permitting(), journal);
    journal.failsOpen = true;
    assertThrows(IllegalStateException.class, () -> first(host, one));
    journal.failsOpen = false;
    assertRefused(RefusalReason.SESSION_CLOSED, first(host, one));
  }

  @Test
  void aCloseThatCannotBeRecordedIsNotTakenAndMayComeAgain() {
    FailingJournal journal = new FailingJournal(storage);
    SessionHost host = host(permitting(), journal);
    String own = envelope(cluster.keeper(1).host().round(one.sid(), 1, one.first(1)));
    List<String> all = List.of(own, envelope(first(host, one)));
    String close = one.sign(2, closing("FAILED"));
    journal.failsClose = true;
    assertThrows(IllegalStateException.class, () -> host.close(one.sid(), close));
    assertRefused(RefusalReason.SESSION_CLOSED, host.round(one.sid(), 2, one.round(2, 2, all)));
    journal.failsClose = false;
    assertTrue(host.close(one.sid(), close));
    assertTrue(host.close(one.sid(), close));
    assertEquals(List.of("FAILED"), storage.ended().stream().map(e -> e.end().outcome()).toList());
  }

  // ---- the end

  private Closing closing(String outcome, Evidence... evidence) {
    return new Closing(
        one.sid(),
        1,
        outcome,
        List.of(evidence),
        List.of(new Closing.Claim(3, CauseOfDeath.ROUND_TIMEOUT, 2)));
  }

  /** Evidence that keeper 1 signed a body that is none, in {@code staged}. */
  private Evidence malformed(StagedSession staged) {
    ObjectNode payload = SignedPayload.of(staged.envelope(1, 1));
    payload.put("extra", 1);
    return new Evidence(
        "ENVELOPE.MALFORMED",
        1,
        staged.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(SignedPayload.sign(cluster.keeper(1).identity(), payload)),
        List.of());
  }

  @Test
  void aLieInAnotherSessionNamesNobodyInThisOne() {
    StagedSession other = StagedSession.of(cluster, FrostOperation.sign(cluster), 1, 1, 2);
    other.next();
    Evidence proved = malformed(other);
    assertEquals(Finding.PROVED, cluster.verifier().verify(proved));
    envelope(first(host(), one));
    assertTrue(host().close(one.sid(), one.sign(2, closing("FAILED", proved))));
    assertEquals(List.of(), storage.ended().get(0).end().faults());
  }

  @Test
  void believesEvidenceThatVerifiesAndNoOther() throws DecodingException {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    Evidence honest = Prosecution.of(staged.play(), new Offence(1, FrostRule.SHARE, 2, 1));
    Evidence proved = malformed(staged);
    Evidence unknown =
        new Evidence(
            "FROST.NOTHING",
            1,
            honest.session(),
            honest.request(),
            honest.certificate(),
            honest.exhibits(),
            List.of());
    envelope(first(host(), one));
    assertTrue(host().close(one.sid(), one.sign(2, closing("FAILED", honest, unknown, proved))));
    SessionJournal.SessionEnd end = storage.ended().get(0).end();
    assertEquals("FAILED", end.outcome());
    assertEquals(List.of(new Fault(1, new Verdict.Imposter(proved), 0, 1)), end.faults());
    assertEquals(
        List.of(
            new SessionJournal.Claimed(
                new Fault(3, new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, 0), 2, 1), 1)),
        end.claims());
  }

  @Test
  void aSessionEndsOnce() {
    envelope(first(host(), one));
    assertTrue(host().close(one.sid(), one.sign(2, closing("SUCCESS"))));
    host().close(one.sid(), one.sign(2, closing("FAILED")));
    cluster.clock().advance(200_000);
    host().expire();
    assertEquals(1, storage.ended().size());
    assertEquals("SUCCESS", storage.ended().get(0).end().outcome());
  }

  @Test
  void noRoundIsAnsweredAfterTheEnd() {
    List<String> all = roundOne();
    host().close(one.sid(), one.sign(2, closing("FAILED")));
    assertRefused(RefusalReason.SESSION_CLOSED, second(all));
    assertFalse(storage.isConsumed(one.sid()));
  }

  @Test
  void aCoordinatorThatOwesARoundIsDead() {
    roundOne();
    cluster.clock().advance(SessionHost.ABANDONED_AFTER);
    host().expire();
    assertEquals(List.of(), storage.ended());
    cluster.clock().advance(1);
    host().expire();
    assertEquals("ABANDONED", storage.ended().get(0).end().outcome());
    assertEquals(
        List.of(
            new Fault(
                1,
                new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, SessionHost.ABANDONED_AFTER + 1),
                2,
                1)),
        storage.recorded());
  }

  @Test
  void aCoordinatorThatOnlyOwesCloseIsNot() {
    List<String> all = roundOne();
    envelope(second(all));
    cluster.clock().advance(SessionHost.ABANDONED_AFTER + 1);
    host().expire();
    assertEquals(List.of(), storage.ended(), "CLOSE may still come");
    cluster.clock().advance(60_000);
    host().expire();
    assertEquals("UNKNOWN", storage.ended().get(0).end().outcome());
    assertNothingRecorded();
  }

  @Test
  void aCoordinatorThatWasRefusedOwesNoRound() {
    List<String> all = roundOne();
    assertRefused(RefusalReason.OWN_MESSAGE_ALTERED, second(List.of(all.get(0))));
    cluster.clock().advance(200_000);
    host().expire();
    assertEquals("UNKNOWN", storage.ended().get(0).end().outcome());
    assertNothingRecorded();
  }

  @Test
  void aCoordinatorThatOpensAndVanishesIsDead() {
    assertEquals(new HostAnswer.Envelopes(List.of()), host().open(one.sid(), one.open(2)));
    cluster.clock().advance(SessionHost.ABANDONED_AFTER + 1);
    host().expire();
    assertEquals(List.of(1), storage.recorded().stream().map(Fault::keeper).toList());
    assertEquals(1, storage.recorded().get(0).round());
  }

  @Test
  void aKeeperThatStopsForgetsItsSessions() {
    List<String> all = roundOne();
    host().forgetAll();
    assertRefused(RefusalReason.UNKNOWN_SESSION, second(all));
    assertRefused(RefusalReason.SESSION_CLOSED, first(host(), one));
    assertFalse(storage.isConsumed(one.sid()));
  }

  @Test
  void aKeeperThatIsSealedBetweenTheRoundsRefusesTheNextOneAndEveryLater() {
    List<String> all = roundOne();
    storage.seal(true);
    host().forgetAll();
    assertRefused(RefusalReason.SEALED, second(all));
    assertRefused(RefusalReason.SEALED, first(host(), one));
    assertRefused(
        RefusalReason.SEALED, host().view(one.sid(), one.sign(2, new ViewRequest(one.sid(), 1))));
    storage.seal(false);
    assertRefused(RefusalReason.UNKNOWN_SESSION, second(all));
    assertRefused(RefusalReason.SESSION_CLOSED, first(host(), one));
    assertFalse(storage.isConsumed(one.sid()));
    assertNothingRecorded();
  }

  /** Seals while the opening is being looked at, after the first look at the seal. */
  private Authority sealing() {
    return (credential, preimage, request) -> {
      storage.seal(true);
      return new Authority.Decision("caller", Optional.empty());
    };
  }

  @Test
  void aKeeperThatIsSealedWhileItJoinsKeepsNoSession() {
    SessionHost host = host(sealing(), storage);
    assertRefused(RefusalReason.SEALED, first(host, one));
    storage.seal(false);
    assertRefused(
        RefusalReason.UNKNOWN_SESSION, host.round(one.sid(), 2, one.round(2, 2, List.of())));
    envelope(first(host(), one));
  }

  @Test
  void aKeeperThatIsSealedBeforeItCommitsRefusesAndStaysSilent() {
    SealedJournal journal = new SealedJournal();
    SessionHost host = host(permitting(), journal);
    assertRefused(RefusalReason.SEALED, first(host, one));
    journal.sealed = false;
    assertRefused(RefusalReason.SESSION_CLOSED, first(host, one));
    assertEquals(1, journal.openings);
  }

  /** Has no key to encrypt with while it is sealed. */
  private static final class SealedJournal implements SessionJournal {
    private boolean sealed = true;
    private int openings;

    @Override
    public Admission open(
        Session session, String subject, int maxAttempt, List<Effect> effects, Reply reply) {
      openings++;
      if (sealed) {
        throw new SessionJournal.SealedMeanwhile();
      }
      return Admission.OPENED;
    }

    @Override
    public void answer(Session session, List<Effect> effects, Reply reply) {}

    @Override
    public void close(Session session, String subject, SessionEnd end) {}
  }

  @Test
  void opensItsViewToItsCoordinator() throws DecodingException {
    List<String> all = roundOne();
    envelope(second(all));
    HostAnswer answer = host().view(one.sid(), one.sign(2, new ViewRequest(one.sid(), 1)));
    String message = assertInstanceOf(HostAnswer.Opening.class, answer).view();
    ViewOpening opening =
        Signed.read(message, ViewOpening.KIND, cluster.cluster().id(), cluster.cluster().keyRing())
            .content();
    assertEquals(1, opening.round());
    List<String> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    List<String> shown = new ArrayList<>(opening.envelopes());
    Collections.sort(shown);
    assertEquals(sorted, shown);
    assertRefused(
        RefusalReason.INVALID_REQUEST,
        host().view(one.sid(), one.sign(2, new ViewRequest(one.sid(), 2))));
  }

  @Test
  void aKeyInTheMakingNeedsTheWholeCluster() {
    SimulatedCluster three = DkgOperation.cluster(33, 2, 3);
    Operation create = DkgOperation.create(three);
    HandCoordinator whole = HandCoordinator.of(three, create, 1, 1, 2, 3);
    envelope(three.keeper(2).host().round(whole.sid(), 1, whole.first(2)));
    HandCoordinator some = HandCoordinator.of(three, create, 1, 1, 2);
    assertInstanceOf(
        HostAnswer.Refusing.class, three.keeper(2).host().round(some.sid(), 1, some.first(2)));
  }
}
