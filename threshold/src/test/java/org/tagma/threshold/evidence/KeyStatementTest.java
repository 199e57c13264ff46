package org.tagma.threshold.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.identity.Participant;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SeededRandom;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.KeyStatement;
import org.tagma.threshold.wire.SessionPreimage;
import org.tagma.threshold.wire.Views;

/** A later identity key enters by a statement signed with the one before, and by nothing else. */
class KeyStatementTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(51, 2, 3);
  private final Bytes id = cluster.cluster().id();
  private final KeyRing founding = cluster.cluster().keyRing();
  private final KeeperIdentity first = cluster.keeper(2).identity();
  private final KeeperIdentity second = identity(2, "second");
  private final KeeperIdentity third = identity(2, "third");
  private final String toSecond = KeyStatement.sign(id, first, second).compact();
  private final String toThird = KeyStatement.sign(id, second, third).compact();

  private static KeeperIdentity identity(int keeper, String name) {
    return KeeperIdentity.generate(keeper, new SeededRandom(51, name));
  }

  private KeyRing follow(String... statements) throws DecodingException {
    return KeyStatement.follow(founding, id, List.of(statements));
  }

  private void assertNotFollowed(String... statements) {
    assertThrows(DecodingException.class, () -> follow(statements));
  }

  private static Participant of(KeeperIdentity identity) {
    return identity.publicKey().participant();
  }

  @Test
  void theRingFollowsTheChainAndKeepsTheOldKeys() throws DecodingException {
    KeyRing ring = follow(toSecond, toThird);
    for (KeeperIdentity identity : List.of(first, second, third)) {
      assertTrue(ring.find(2, of(identity).thumbprint()).isPresent());
      assertEquals(identity == third, ring.isCurrent(of(identity)));
    }
    assertTrue(ring.isCurrent(of(cluster.keeper(1).identity())));
    assertEquals(List.of(toSecond, toThird), ring.statements(List.of(3, 2, 1)));
    assertEquals(List.of(), ring.statements(List.of(1, 3)));
    assertEquals(List.of(), founding.statements(List.of(1, 2, 3)));
    assertFalse(founding.isCurrent(of(second)));
    assertEquals(List.of(toSecond), follow(toSecond, toSecond).statements(List.of(2)));
  }

  @Test
  void aStatementFollowsOnlyFromAKeyThatIsKnownByThen() {
    assertNotFollowed(toThird);
    assertNotFollowed(toThird, toSecond);
    assertNotFollowed(KeyStatement.sign(id, identity(2, "stranger"), second).compact());
  }

  @Test
  void aKeyHasOneSuccessorForGood() {
    assertNotFollowed(toSecond, KeyStatement.sign(id, first, third).compact());
  }

  @Test
  void nobodyTakesAKeyThatIsInUse() {
    assertNotFollowed(toSecond, KeyStatement.sign(id, second, first).compact());
    assertNotFollowed(KeyStatement.sign(id, first, first).compact());
    KeeperIdentity first3 = cluster.keeper(3).identity();
    assertThrows(IllegalArgumentException.class, () -> KeyStatement.sign(id, first, first3));
  }

  @Test
  void aStatementNeedsBothSignaturesAndThisCluster() throws DecodingException {
    assertNotFollowed(KeyStatement.sign(Bytes.of(new byte[32]), first, second).compact());
    ObjectNode payload = (ObjectNode) Jcs.parse(Jws.parse(toSecond).payload().toArray());
    payload.set("identityJwk", third.publicKey().jwk());
    assertNotFollowed(Jws.sign(first, KeyStatement.TYP, Jcs.canonical(payload)));
    assertNotFollowed(Jws.sign(second, KeyStatement.TYP, Jws.parse(toSecond).payload().toArray()));
    assertNotFollowed(Jws.sign(first, Envelope.TYP, Jws.parse(toSecond).payload().toArray()));
    payload = (ObjectNode) Jcs.parse(Jws.parse(toSecond).payload().toArray());
    payload.put("extra", 1);
    assertNotFollowed(Jws.sign(first, KeyStatement.TYP, Jcs.canonical(payload)));
    payload.remove("extra");
    payload.put("keeper", "keeper-3");
    assertNotFollowed(Jws.sign(first, KeyStatement.TYP, Jcs.canonical(payload)));
  }

  /** A session of keepers 1 and 2, the latter under {@code key}. */
  private Session session(KeeperIdentity key) throws DecodingException {
    Operation operation = FrostOperation.sign(cluster);
    SessionPreimage p = StagedSession.preimage(cluster, operation, 1, List.of(1, 2), 1);
    ObjectNode json = p.toJson();
    json.set(
        "participants",
        SessionPreimage.participantsToJson(List.of(of(cluster.keeper(1).identity()), of(key))));
    return Session.of(SessionPreimage.fromJson(json), operation.request(), operation.certificate());
  }

  /** What the reader finds of a message that keeper 2 signs with {@code signer}. */
  private List<Evidence> found(Session session, KeeperIdentity signer, KeyRing ring) {
    Envelope bad =
        Envelope.sign(
            signer,
            session.preimage(),
            session.sid(),
            1,
            "frost.nothing",
            Views.initial(session.sid()),
            session.request().objectNode());
    return new InboxReader(session, ring, FrostOperation.sign(cluster).protocol())
        .read(1, List.of(bad.signed().compact()), Views.initial(session.sid()))
        .evidence();
  }

  private EvidenceVerifier verifier(KeyRing ring) {
    return new EvidenceVerifier(
        id, ring, new ProtocolRegistry(List.of(FrostOperation.sign(cluster).protocol())));
  }

  @Test
  void evidenceAgainstALaterKeyCarriesTheStatementsThatAnAuditorNeeds() throws DecodingException {
    KeyRing ring = follow(toSecond, toThird);
    Evidence evidence = found(session(second), second, ring).get(0);
    assertEquals(List.of(toSecond, toThird), evidence.keyStatements());
    assertEquals(Finding.PROVED, verifier(founding).verify(evidence));
    assertEquals(Finding.PROVED, verifier(ring).verify(evidence));
    assertEquals(
        Finding.UNDECIDABLE, verifier(founding).verify(with(evidence, List.of())), "no statement");
    assertEquals(
        Finding.UNDECIDABLE,
        verifier(founding).verify(with(evidence, List.of(toThird))),
        "a gap in the chain");
    assertEquals(
        Finding.UNDECIDABLE,
        verifier(founding).verify(with(evidence, List.of("a.b.c"))),
        "no statement at all");
    assertEquals(Finding.PROVED, verifier(ring).verify(with(evidence, List.of())));
    String other = KeyStatement.sign(id, first, third).compact();
    assertEquals(
        Finding.UNDECIDABLE,
        verifier(ring).verify(with(evidence, List.of(other))),
        "another successor than the one that is known");
  }

  @Test
  void noBitOfAStatementCanBeChanged() throws DecodingException {
    KeyRing ring = follow(toSecond);
    Evidence evidence = found(session(second), second, ring).get(0);
    SeededRandom random = new SeededRandom(51, "flip");
    for (int i = 0; i < 300; i++) {
      StringBuilder changed = new StringBuilder(toSecond);
      int at = random.nextInt(changed.length());
      changed.setCharAt(at, (char) (changed.charAt(at) ^ (1 << random.nextInt(7))));
      assertEquals(
          Finding.UNDECIDABLE,
          verifier(founding).verify(with(evidence, List.of(changed.toString()))),
          () -> "changed at " + at);
    }
  }

  /** A stolen key of old says nothing about what its keeper does under the next. */
  @Test
  void aKeyOfOldSignsNothingInASessionUnderTheNext() throws DecodingException {
    KeyRing ring = follow(toSecond);
    Session session = session(second);
    assertEquals(List.of(), found(session, first, ring));
    Evidence honest = found(session, second, ring).get(0);
    Evidence byOldKey =
        Evidence.of(
            EnvelopeRule.MALFORMED,
            2,
            session.preimage(),
            List.of(
                Envelope.sign(
                        first,
                        session.preimage(),
                        session.sid(),
                        1,
                        "frost.nothing",
                        Views.initial(session.sid()),
                        session.request().objectNode())
                    .signed()
                    .compact()),
            ring);
    assertEquals(Finding.PROVED, verifier(ring).verify(honest));
    assertEquals(Finding.UNDECIDABLE, verifier(ring).verify(byOldKey));
    Evidence refutable = withRule(honest, "ENVELOPE.SESSION");
    for (KeeperIdentity accuser : List.of(first, second)) {
      Accusation accusation = new Accusation(session.sid(), 1, List.of(refutable));
      Evidence falseAccusation =
          Evidence.of(
              EnvelopeRule.FALSE_ACCUSATION,
              2,
              session.preimage(),
              List.of(Signed.sign(accuser, id, 1, accusation).compact()),
              ring);
      assertEquals(
          accuser == second ? Finding.PROVED : Finding.UNDECIDABLE,
          verifier(ring).verify(falseAccusation));
    }
  }

  /** The pre-image names no key of a coordinator that is no member: it must be the one of today. */
  @Test
  void aCoordinatorThatIsNoMemberEquivocatesUnderItsKeyOfToday() throws DecodingException {
    KeyRing ring = follow(toSecond);
    Operation operation = FrostOperation.sign(cluster);
    SessionPreimage preimage = StagedSession.preimage(cluster, operation, 2, List.of(1, 3), 1);
    for (KeeperIdentity signer : List.of(first, second)) {
      List<String> requests = new ArrayList<>();
      for (List<Bytes> inbox : List.of(List.<Bytes>of(), List.of(id))) {
        RoundRequest request = new RoundRequest(preimage.sid(), 1, inbox);
        requests.add(Signed.sign(signer, id, 1, request).compact());
      }
      Evidence evidence = Evidence.of(CoordinatorRule.EQUIVOCATION, 2, preimage, requests, ring);
      assertEquals(List.of(toSecond), evidence.keyStatements());
      assertEquals(
          signer == second ? Finding.PROVED : Finding.UNDECIDABLE,
          verifier(founding).verify(evidence));
    }
  }

  private static Evidence with(Evidence e, List<String> statements) {
    return new Evidence(
        e.rule(), e.accused(), e.session(), e.request(), e.certificate(), e.exhibits(), statements);
  }

  private static Evidence withRule(Evidence e, String rule) {
    return new Evidence(
        rule,
        e.accused(),
        e.session(),
        Optional.empty(),
        Optional.empty(),
        e.exhibits(),
        e.keyStatements());
  }

  @Test
  void aRingRefusesASuccessorOfAnotherKeeper() {
    IdentityKey stranger = identity(3, "stranger").publicKey();
    assertThrows(DecodingException.class, () -> founding.with(of(first), stranger, ""));
  }
}
