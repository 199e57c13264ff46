package org.tagma.threshold.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.dkg.DkgRule;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.RoundRequest;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SessionPreimage;
import org.tagma.threshold.wire.SignedPayload;
import org.tagma.threshold.wire.Views;

/** PROVED, REFUTED or UNDECIDABLE: never a word against an honest transcript. */
class EvidenceVerifierTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(9, 2, 3);
  private final Operation operation = FrostOperation.sign(cluster);
  private final StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
  private final Inbox inbox = staged.play();
  private final EvidenceVerifier verifier = cluster.verifier();

  private Evidence of(String rule, int accused, String... exhibits) {
    return new Evidence(
        rule,
        accused,
        staged.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(exhibits),
        List.of());
  }

  private String compact(int round, int keeper) {
    return staged.envelope(round, keeper).signed().compact();
  }

  private String signed(int keeper, int to, Content content) {
    KeeperIdentity identity = cluster.keeper(keeper).identity();
    return Signed.sign(identity, cluster.cluster().id(), to, content).compact();
  }

  private String lie(int keeper, int round, Consumer<ObjectNode> change) {
    ObjectNode payload = SignedPayload.of(staged.envelope(round, keeper));
    change.accept(payload);
    return SignedPayload.sign(cluster.keeper(keeper).identity(), payload);
  }

  private static void badShare(ObjectNode payload) {
    ((ArrayNode) payload.get("body").get("z")).set(0, payload.textNode("A".repeat(43)));
  }

  /** Evidence that keeper 2 signed a share that does not fit. */
  private Evidence proved() {
    List<String> exhibits =
        List.of(compact(1, 1), compact(1, 2), lie(2, 2, EvidenceVerifierTest::badShare));
    return protocolEvidence(FrostRule.SHARE.id(), 2, exhibits);
  }

  private Evidence protocolEvidence(String rule, int accused, List<String> exhibits) {
    Evidence honest = Prosecution.of(inbox, new Offence(accused, FrostRule.SHARE, 2, accused));
    return new Evidence(
        rule,
        accused,
        honest.session(),
        honest.request(),
        honest.certificate(),
        exhibits,
        List.of());
  }

  @Test
  void noRuleIsProvedAgainstAnybodyByAnHonestTranscript() {
    int frost = assertNothingProved(verifier, inbox, operation);
    assertEquals(2 * 2 * 2 * 3, frost);
    SimulatedCluster three = DkgOperation.cluster(3, 2, 3);
    Operation create = DkgOperation.create(three);
    Inbox dkg = StagedSession.of(three, create, 2, 1, 2, 3).play();
    int dkgChecks = assertNothingProved(three.verifier(), dkg, create);
    assertEquals(5 * 3 * 3 * create.protocol().rules().size(), dkgChecks);
  }

  /** Every rule, in every round, against everybody, on the word of everybody. */
  private static int assertNothingProved(
      EvidenceVerifier verifier, Inbox inbox, Operation operation) {
    int checked = 0;
    for (Rule rule : operation.protocol().rules()) {
      for (int round = 1; round <= inbox.round(); round++) {
        for (int accused : inbox.session().members()) {
          for (int witness : inbox.session().members()) {
            Evidence evidence = Prosecution.of(inbox, new Offence(accused, rule, round, witness));
            Finding expected =
                isWhole(rule, round, inbox, evidence) ? Finding.REFUTED : Finding.UNDECIDABLE;
            assertEquals(expected, verifier.verify(evidence), rule.id() + " in round " + round);
            checked++;
          }
        }
      }
    }
    return checked;
  }

  /** Up to the last round of its rule; with everybody's message where another's shows it. */
  private static boolean isWhole(Rule rule, int round, Inbox inbox, Evidence evidence) {
    int last = IntStream.rangeClosed(1, inbox.round()).filter(rule::isJudgedIn).max().orElseThrow();
    int all = round * inbox.session().members().size();
    return round == last && (!rule.isShownByOthers() || evidence.exhibits().size() == all);
  }

  /** DKG.POINT and DKG.CERT are each about two rounds, DKG.SHARE about what another says. */
  @Test
  void evidenceThatEndsTooEarlyOrLacksAComplaintRefutesNothing() {
    SimulatedCluster three = DkgOperation.cluster(3, 2, 3);
    Operation create = DkgOperation.create(three);
    Inbox dkg = StagedSession.of(three, create, 2, 1, 2, 3).play();
    EvidenceVerifier judge = three.verifier();
    assertFindings(judge, dkg, DkgRule.POINT, Finding.UNDECIDABLE, Finding.REFUTED);
    assertFindings(
        judge,
        dkg,
        DkgRule.CERT,
        Finding.UNDECIDABLE,
        Finding.UNDECIDABLE,
        Finding.UNDECIDABLE,
        Finding.UNDECIDABLE,
        Finding.REFUTED);
    Evidence cut = Prosecution.of(dkg, new Offence(2, DkgRule.SHARE, 3, 1));
    assertEquals(Finding.UNDECIDABLE, judge.verify(cut));
    assertEquals(
        Finding.UNDECIDABLE,
        judge.verify(falselyAccused(three, dkg, cut)),
        "an accuser is not convicted by evidence that decides nothing");
    List<String> everybodys = new ArrayList<>(cut.exhibits());
    everybodys.add(dkg.round(3).get(3).envelope().signed().compact());
    Evidence whole =
        new Evidence(
            cut.rule(), 2, cut.session(), cut.request(), cut.certificate(), everybodys, List.of());
    assertEquals(Finding.REFUTED, judge.verify(whole));
    assertEquals(Finding.PROVED, judge.verify(falselyAccused(three, dkg, whole)));
  }

  private static void assertFindings(
      EvidenceVerifier verifier, Inbox inbox, Rule rule, Finding... byRound) {
    for (int round = 1; round <= byRound.length; round++) {
      Evidence evidence = Prosecution.of(inbox, new Offence(2, rule, round, 2));
      assertEquals(byRound[round - 1], verifier.verify(evidence), rule.id() + " until " + round);
    }
  }

  private static Evidence falselyAccused(SimulatedCluster cluster, Inbox inbox, Evidence brought) {
    Bytes sid = inbox.session().sid();
    KeeperIdentity accuser = cluster.keeper(1).identity();
    Accusation accusation = new Accusation(sid, 3, List.of(brought));
    return new Evidence(
        "ENVELOPE.FALSE_ACCUSATION",
        1,
        inbox.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(Signed.sign(accuser, cluster.cluster().id(), 2, accusation).compact()),
        List.of());
  }

  /** The checks stop at the first breach: what comes after it has not been kept, and not broken. */
  @Test
  void aMessageThatBreaksAnotherRuleRefutesNothing() {
    String both = lie(2, 2, p -> ((ArrayNode) p.get("body").get("z")).remove(0));
    List<String> exhibits = List.of(compact(1, 1), compact(1, 2), both);
    assertUndecidable("share", protocolEvidence("FROST.SHARE", 2, exhibits));
    assertEquals(Finding.PROVED, verifier.verify(protocolEvidence("FROST.LENGTH", 2, exhibits)));
  }

  @Test
  void aMessageOfAnotherSessionDecidesNothing() {
    SessionPreimage other = with(staged.session().preimage(), "operationId", "another");
    for (String rule : List.of("SESSION", "EQUIVOCATION", "VIEW", "MALFORMED")) {
      int count = rule.equals("EQUIVOCATION") ? 2 : 1;
      Evidence evidence =
          new Evidence(
              "ENVELOPE." + rule,
              2,
              other,
              Optional.empty(),
              Optional.empty(),
              List.of(compact(1, 2), compact(1, 2)).subList(0, count),
              List.of());
      assertUndecidable(rule, evidence);
    }
    Bytes sid = staged.session().sid();
    String request = signed(1, 2, new RoundRequest(Bytes.of(new byte[32]), 2, List.of()));
    String here = signed(1, 2, new RoundRequest(sid, 2, List.of()));
    assertUndecidable("requests", of("COORDINATOR.EQUIVOCATION", 1, here, request));
    String opening = signed(2, 1, new ViewOpening(sid, 2, List.of()));
    assertUndecidable("another view", of("ENVELOPE.VIEW", 2, compact(2, 2), opening));
  }

  /** What a member signed with a key that is not known here is not missing. */
  @Test
  void aMemberWhoseKeyIsUnknownMakesAViewUndecidable() {
    ViewOpening shown = new ViewOpening(staged.session().sid(), 1, List.of(compact(1, 2)));
    String withView = lie(2, 2, p -> p.put("view", view(List.of(compact(1, 2)))));
    Evidence evidence = of("ENVELOPE.VIEW", 2, withView, signed(2, 1, shown));
    assertEquals(Finding.PROVED, verifier.verify(evidence));
    KeyRing without1 =
        new KeyRing(
            cluster.cluster().keyRing().keys().stream().filter(k -> k.keeper() != 1).toList());
    EvidenceVerifier partly =
        new EvidenceVerifier(
            cluster.cluster().id(), without1, new ProtocolRegistry(List.of(operation.protocol())));
    assertEquals(Finding.UNDECIDABLE, partly.verify(evidence));
  }

  @Test
  void noEnvelopeRuleIsProvedAgainstAnybodyByAnHonestTranscript() {
    Bytes sid = staged.session().sid();
    for (int keeper : inbox.session().members()) {
      for (int round = 1; round <= 2; round++) {
        String own = compact(round, keeper);
        assertRefuted(of("ENVELOPE.MALFORMED", keeper, own));
        assertRefuted(of("ENVELOPE.SESSION", keeper, own));
        assertRefuted(of("ENVELOPE.EQUIVOCATION", keeper, own, own));
      }
      assertRefuted(of("ENVELOPE.EQUIVOCATION", keeper, compact(1, keeper), compact(2, keeper)));
      assertRefuted(of("ENVELOPE.VIEW", keeper, compact(1, keeper)));
      ViewOpening opening = new ViewOpening(sid, 1, List.of(compact(1, 1), compact(1, 2)));
      assertRefuted(of("ENVELOPE.VIEW", keeper, compact(2, keeper), signed(keeper, 1, opening)));
      Accusation justified = new Accusation(sid, 2, List.of(proved()));
      assertRefuted(of("ENVELOPE.FALSE_ACCUSATION", keeper, signed(keeper, 1, justified)));
    }
    String first = signed(1, 2, new RoundRequest(sid, 1, List.of()));
    String second = signed(1, 2, new RoundRequest(sid, 2, List.of(sid)));
    assertRefuted(of("COORDINATOR.EQUIVOCATION", 1, first, first));
    assertRefuted(of("COORDINATOR.EQUIVOCATION", 1, first, second));
  }

  private void assertRefuted(Evidence evidence) {
    assertEquals(Finding.REFUTED, verifier.verify(evidence), evidence.rule());
  }

  private void assertUndecidable(String why, Evidence evidence) {
    assertEquals(Finding.UNDECIDABLE, verifier.verify(evidence), why);
  }

  @Test
  void aLieIsProved() {
    assertEquals(Finding.PROVED, verifier.verify(proved()));
  }

  @Test
  void whatLacksAnEnvelopeDecidesNothing() {
    Evidence whole = proved();
    for (int missing = 0; missing < whole.exhibits().size(); missing++) {
      List<String> exhibits = new ArrayList<>(whole.exhibits());
      exhibits.remove(missing);
      assertUndecidable("without " + missing, protocolEvidence("FROST.SHARE", 2, exhibits));
    }
    assertUndecidable("without any", protocolEvidence("FROST.SHARE", 2, List.of()));
    for (String rule :
        List.of(
            "ENVELOPE.MALFORMED",
            "ENVELOPE.SESSION",
            "ENVELOPE.EQUIVOCATION",
            "ENVELOPE.VIEW",
            "ENVELOPE.FALSE_ACCUSATION",
            "COORDINATOR.EQUIVOCATION")) {
      assertUndecidable(rule, of(rule, 1));
    }
    assertUndecidable("no opening", of("ENVELOPE.VIEW", 1, compact(2, 1)));
    assertUndecidable("one of two", of("ENVELOPE.EQUIVOCATION", 1, compact(1, 1)));
  }

  @Test
  void whatHasAnEnvelopeTooManyDecidesNothing() {
    List<String> twice = new ArrayList<>(proved().exhibits());
    twice.add(lie(2, 1, p -> p.put("view", staged.session().sid().base64Url())));
    assertUndecidable("two messages of one keeper", protocolEvidence("FROST.SHARE", 2, twice));
    List<String> foreign = new ArrayList<>(proved().exhibits());
    foreign.add(signed(1, 2, new RoundRequest(staged.session().sid(), 1, List.of())));
    assertUndecidable("no envelope", protocolEvidence("FROST.SHARE", 2, foreign));
  }

  private Evidence changed(UnaryOperator<SessionPreimage> session) {
    Evidence e = proved();
    return new Evidence(
        e.rule(),
        e.accused(),
        session.apply(e.session()),
        e.request(),
        e.certificate(),
        e.exhibits(),
        List.of());
  }

  private static SessionPreimage with(SessionPreimage session, String field, String value) {
    try {
      return SessionPreimage.fromJson(session.toJson().put(field, value));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static SessionPreimage with(SessionPreimage session, String field, int value) {
    try {
      return SessionPreimage.fromJson(session.toJson().put(field, value));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void otherVersionsClustersAndSessionsAreUndecidable() {
    String zeros = Bytes.of(new byte[32]).base64Url();
    assertUndecidable("version", changed(s -> with(s, "protocolVersion", 2)));
    assertUndecidable("cluster", changed(s -> with(s, "cluster", zeros)));
    assertUndecidable("nonce", changed(s -> with(s, "nonce", zeros)));
    assertUndecidable("attempt", changed(s -> with(s, "attempt", 2)));
    assertUndecidable("coordinator", changed(s -> with(s, "coordinator", "keeper-2")));
    assertUndecidable("protocol", changed(s -> with(s, "protocol", "GG20")));
    assertUndecidable("suite", changed(s -> with(s, "suite", "FROST-P256-SHA256-v1")));
    SimulatedCluster other = FrostOperation.cluster(10, 2, 3);
    assertEquals(Finding.UNDECIDABLE, other.verifier().verify(proved()));
    EvidenceVerifier otherKeys =
        new EvidenceVerifier(
            cluster.cluster().id(),
            other.cluster().keyRing(),
            new ProtocolRegistry(List.of(operation.protocol())));
    assertEquals(Finding.UNDECIDABLE, otherKeys.verify(proved()));
    EvidenceVerifier noProtocol =
        new EvidenceVerifier(
            cluster.cluster().id(), cluster.cluster().keyRing(), new ProtocolRegistry(List.of()));
    assertEquals(Finding.UNDECIDABLE, noProtocol.verify(proved()));
  }

  @Test
  void unknownRulesAndMissingReferencesAreUndecidable() {
    Evidence e = proved();
    assertUndecidable("rule", protocolEvidence("FROST.NOTHING", 2, e.exhibits()));
    assertUndecidable("rule of another protocol", protocolEvidence("DKG.POP", 2, e.exhibits()));
    assertUndecidable("no member", protocolEvidence("FROST.SHARE", 3, e.exhibits()));
    assertUndecidable(
        "request",
        new Evidence(
            e.rule(), 2, e.session(), Optional.empty(), e.certificate(), e.exhibits(), List.of()));
    assertUndecidable(
        "certificate",
        new Evidence(
            e.rule(), 2, e.session(), e.request(), Optional.empty(), e.exhibits(), List.of()));
    assertUndecidable(
        "key statements",
        new Evidence(
            e.rule(),
            2,
            e.session(),
            e.request(),
            e.certificate(),
            e.exhibits(),
            List.of("statement")));
    ObjectNode otherRequest = e.request().orElseThrow().deepCopy();
    ((ObjectNode) otherRequest.get("request").get("operations")).put("op-1", "");
    assertUndecidable(
        "another request",
        new Evidence(
            e.rule(),
            2,
            e.session(),
            Optional.of(otherRequest),
            e.certificate(),
            e.exhibits(),
            List.of()));
  }

  @Test
  void anotherKeepersLieIsNotTheAccuseds() {
    assertUndecidable(
        "its share is not there", protocolEvidence("FROST.SHARE", 1, proved().exhibits()));
    List<String> all = new ArrayList<>(proved().exhibits());
    all.add(compact(2, 1));
    assertEquals(Finding.REFUTED, verifier.verify(protocolEvidence("FROST.SHARE", 1, all)));
    assertEquals(Finding.PROVED, verifier.verify(protocolEvidence("FROST.SHARE", 2, all)));
    assertUndecidable(
        "malformed, but somebody else's",
        of("ENVELOPE.MALFORMED", 1, lie(2, 1, p -> p.put("extra", 1))));
  }

  /** Nobody honest goes on after a bad round, and a verifier must not stumble over one that did. */
  @Test
  void aRoundAfterABadOneIsNotJudged() {
    for (Consumer<ObjectNode> bad :
        List.<Consumer<ObjectNode>>of(
            p -> ((ArrayNode) p.get("body").get("D")).set(0, p.textNode("AA")),
            p -> ((ArrayNode) p.get("body").get("E")).removeAll())) {
      String lie = lie(2, 1, bad);
      String view = view(List.of(compact(1, 1), lie));
      List<String> exhibits = List.of(compact(1, 1), lie, lie(2, 2, p -> p.put("view", view)));
      assertUndecidable("share", protocolEvidence("FROST.SHARE", 2, exhibits));
      assertUndecidable("length", protocolEvidence("FROST.LENGTH", 2, exhibits));
      assertEquals(
          Finding.PROVED, verifier.verify(protocolEvidence("FROST.COMMITMENT", 2, exhibits)));
    }
  }

  /** Evidence without the message that a rule is about must not convict its bringer. */
  @Test
  void eachRoundsNumberOfValuesHasARuleOfItsOwn() {
    List<String> first = List.of(compact(1, 1), compact(1, 2));
    assertUndecidable("no share to count", protocolEvidence("FROST.LENGTH", 2, first));
    assertRefuted(protocolEvidence("FROST.COMMITMENT", 2, first));

    List<String> second = List.of(compact(1, 1), compact(1, 2), compact(2, 2));
    assertRefuted(protocolEvidence("FROST.LENGTH", 2, second));
    assertUndecidable("a round too late", protocolEvidence("FROST.COMMITMENT", 2, second));

    String fewShares = lie(2, 2, p -> ((ArrayNode) p.get("body").get("z")).remove(0));
    List<String> shares = List.of(compact(1, 1), compact(1, 2), fewShares);
    assertEquals(Finding.PROVED, verifier.verify(protocolEvidence("FROST.LENGTH", 2, shares)));

    String fewCommitments = lie(2, 1, p -> ((ArrayNode) p.get("body").get("D")).remove(0));
    List<String> commitments = List.of(compact(1, 1), fewCommitments);
    assertEquals(
        Finding.PROVED, verifier.verify(protocolEvidence("FROST.COMMITMENT", 2, commitments)));
    assertUndecidable("another rule", protocolEvidence("FROST.LENGTH", 2, commitments));
  }

  private String view(List<String> roundOne) {
    List<Views.Row> rows = new ArrayList<>();
    for (String compact : roundOne) {
      rows.add(Views.Row.of(envelope(compact)));
    }
    Bytes sid = staged.session().sid();
    return Views.next(sid, 1, Views.initial(sid), rows).base64Url();
  }

  private static Envelope envelope(String compact) {
    try {
      return Envelope.read(Jws.parse(compact));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void aViewOverTooFewOrOtherMessagesIsProved() {
    Bytes sid = staged.session().sid();
    String otherOne = lie(1, 1, p -> p.put("view", sid.base64Url()));
    for (List<String> shown :
        List.of(
            List.of(compact(1, 2)),
            List.of(compact(1, 2), compact(1, 2)),
            List.of(compact(1, 2), otherOne),
            List.of(compact(1, 1), compact(1, 2), otherOne))) {
      String withView = lie(2, 2, p -> p.put("view", view(shown)));
      String opening = signed(2, 1, new ViewOpening(sid, 1, shown));
      assertEquals(Finding.PROVED, verifier.verify(of("ENVELOPE.VIEW", 2, withView, opening)));
    }
    List<String> honest = List.of(compact(1, 1), compact(1, 2));
    String hashesElsewhere = lie(2, 2, p -> p.put("view", sid.base64Url()));
    String opening = signed(2, 1, new ViewOpening(sid, 1, honest));
    assertEquals(Finding.PROVED, verifier.verify(of("ENVELOPE.VIEW", 2, hashesElsewhere, opening)));
    List<String> unsigned = List.of(compact(1, 1), compact(1, 2).replaceFirst(".$", "A"));
    String forged = signed(2, 1, new ViewOpening(sid, 1, unsigned));
    assertEquals(Finding.PROVED, verifier.verify(of("ENVELOPE.VIEW", 2, hashesElsewhere, forged)));
    String late = signed(2, 1, new ViewOpening(sid, 1, List.of(compact(1, 1), compact(2, 2))));
    assertEquals(Finding.PROVED, verifier.verify(of("ENVELOPE.VIEW", 2, hashesElsewhere, late)));
  }

  @Test
  void onlyAnAccusationWhoseEvidenceIsRefutedIsFalse() {
    Bytes sid = staged.session().sid();
    Evidence honest = Prosecution.of(inbox, new Offence(1, FrostRule.SHARE, 2, 1));
    Evidence unknown = protocolEvidence("FROST.NOTHING", 1, honest.exhibits());
    assertEquals(Finding.PROVED, falseAccusation(new Accusation(sid, 2, List.of(honest))));
    assertEquals(
        Finding.PROVED, falseAccusation(new Accusation(sid, 2, List.of(proved(), honest))));
    assertEquals(Finding.UNDECIDABLE, falseAccusation(new Accusation(sid, 2, List.of(unknown))));
    assertEquals(Finding.REFUTED, falseAccusation(new Accusation(sid, 2, List.of(proved()))));
    assertEquals(Finding.PROVED, falseAccusation(new Accusation(sid, 2, List.of(unknown, honest))));
    assertEquals(
        Finding.UNDECIDABLE,
        falseAccusation(new Accusation(Bytes.of(new byte[32]), 2, List.of(honest))));
    Evidence nested =
        of("ENVELOPE.FALSE_ACCUSATION", 1, signed(1, 2, new Accusation(sid, 2, List.of())));
    assertEquals(Finding.UNDECIDABLE, falseAccusation(new Accusation(sid, 2, List.of(nested))));
  }

  private Finding falseAccusation(Accusation accusation) {
    return verifier.verify(of("ENVELOPE.FALSE_ACCUSATION", 2, signed(2, 1, accusation)));
  }

  @Test
  void onlyTheCoordinatorCanEquivocateInRoundRequests() {
    Bytes sid = staged.session().sid();
    RoundRequest one = new RoundRequest(sid, 2, List.of(sid));
    RoundRequest two = new RoundRequest(sid, 2, List.of());
    assertEquals(
        Finding.PROVED,
        verifier.verify(of("COORDINATOR.EQUIVOCATION", 1, signed(1, 2, one), signed(1, 2, two))));
    assertEquals(
        Finding.PROVED,
        verifier.verify(of("COORDINATOR.EQUIVOCATION", 1, signed(1, 2, one), signed(1, 3, two))));
    assertEquals(
        Finding.REFUTED,
        verifier.verify(of("COORDINATOR.EQUIVOCATION", 2, signed(2, 1, one), signed(2, 1, two))));
    assertUndecidable(
        "signed by another",
        of("COORDINATOR.EQUIVOCATION", 1, signed(1, 2, one), signed(2, 1, two)));
  }

  @Test
  void evidenceIsReadBackAsItWasWritten() throws DecodingException {
    assertEquals(proved().toJson(), Evidence.fromJson(proved().toJson()).toJson());
    assertEquals(proved().hash(), Evidence.fromJson(proved().toJson()).hash());
  }
}
