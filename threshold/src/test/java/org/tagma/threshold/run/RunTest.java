package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.frost.FrostRule;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Closing;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.Refusal;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.message.ViewOpening;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Quarantined;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.Jws;
import org.tagma.threshold.wire.SignedPayload;
import org.tagma.threshold.wire.Views;

/** What a coordinator concludes from answers that no honest keeper gives. */
class RunTest {
  private final SimulatedCluster cluster = FrostOperation.cluster(21, 2, 3);
  private final Operation operation = FrostOperation.sign(cluster);
  private final DirectLinks links = new DirectLinks(cluster, 1);

  private Outcome run() {
    return cluster.run(1, operation, links);
  }

  private String signed(int keeper, Content content) {
    return Signed.sign(cluster.keeper(keeper).identity(), cluster.cluster().id(), 1, content)
        .compact();
  }

  private static List<String> story(Outcome outcome) {
    return outcome.ledger().faults().stream().map(RunTest::describe).toList();
  }

  private static String describe(Fault fault) {
    return "keeper-"
        + fault.keeper()
        + " "
        + fault
            .verdict()
            .match(
                i -> i.evidence().rule(),
                d -> d.cause().name(),
                r -> r.reason().name(),
                c -> "INCONCLUSIVE")
        + " in round "
        + fault.round()
        + " of attempt "
        + fault.attempt();
  }

  /** It took a second session, of keeper 1 and {@code other}. */
  private void assertSignedWith(int other, Outcome outcome) {
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertEquals(2, links.sessions().size());
    Bytes second = links.sessions().get(1).sid();
    assertTrue(cluster.keeper(other).storage().isConsumed(second), "keeper-" + other);
  }

  /** Keeper 2, in {@code round} of the first attempt only, gives another answer. */
  private void keeper2Answers(int round, Answer answer) {
    links.rounds(
        (keeper, number, session, honest) ->
            keeper == 2 && number == round && links.sessions().size() == 1
                ? answer.to(session, honest)
                : new Links.Reply.Answered(honest));
  }

  private interface Answer {
    Links.Reply to(Links.Session session, HostAnswer honest);
  }

  /** Evidence of an honest keeper's honest message, from a session of its own. */
  private Evidence refuted(int accused) {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    Inbox inbox = staged.play();
    return Prosecution.of(inbox, new Offence(accused, FrostRule.SHARE, 2, accused));
  }

  private Links.Reply accuses(Links.Session session, Evidence... evidence) {
    return new Links.Reply.Answered(
        new HostAnswer.Accusing(signed(2, new Accusation(session.sid(), 2, List.of(evidence)))));
  }

  @Test
  void anAccuserWhoseEvidenceIsRefutedIsTheImposter() {
    keeper2Answers(2, (session, honest) -> accuses(session, refuted(1)));
    Outcome outcome = run();
    assertEquals(
        List.of("keeper-2 ENVELOPE.FALSE_ACCUSATION in round 2 of attempt 1"), story(outcome));
    assertSignedWith(3, outcome);
    Verdict.Imposter imposter = (Verdict.Imposter) outcome.ledger().faults().get(0).verdict();
    assertEquals(Finding.PROVED, cluster.verifier().verify(imposter.evidence()));
  }

  @Test
  void anAccusationThatCannotBeDecidedConvictsNobody() {
    Evidence whole = refuted(1);
    List<Evidence> undecidable =
        List.of(
            new Evidence(
                "FROST.NOTHING",
                1,
                whole.session(),
                whole.request(),
                whole.certificate(),
                whole.exhibits(),
                List.of()),
            new Evidence(
                whole.rule(),
                1,
                whole.session(),
                whole.request(),
                whole.certificate(),
                whole.exhibits().subList(1, whole.exhibits().size()),
                List.of()),
            new Evidence(
                "ENVELOPE.VIEW",
                1,
                whole.session(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of()));
    keeper2Answers(2, (session, honest) -> accuses(session, undecidable.toArray(Evidence[]::new)));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 INCONCLUSIVE in round 2 of attempt 1"), story(outcome));
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().excluded());
    assertSignedWith(3, outcome);
  }

  /** Evidence that {@code liar} signed a body that is none, in a session of its own. */
  private Evidence provedElsewhere(int liar) {
    StagedSession staged = StagedSession.of(cluster, operation, 1, 1, 2);
    staged.next();
    ObjectNode payload = SignedPayload.of(staged.envelope(1, liar));
    payload.put("extra", 1);
    return new Evidence(
        "ENVELOPE.MALFORMED",
        liar,
        staged.session().preimage(),
        Optional.empty(),
        Optional.empty(),
        List.of(SignedPayload.sign(cluster.keeper(liar).identity(), payload)),
        List.of());
  }

  @Test
  void aLieInAnotherSessionNamesNobodyInThisOperation() {
    for (int liar : List.of(1, 2)) {
      RunTest again = new RunTest();
      Evidence proved = again.provedElsewhere(liar);
      assertEquals(Finding.PROVED, again.cluster.verifier().verify(proved));
      again.keeper2Answers(2, (session, honest) -> again.accuses(session, proved));
      Outcome outcome = again.run();
      assertEquals(List.of("keeper-2 INCONCLUSIVE in round 2 of attempt 1"), story(outcome));
      assertEquals(Set.of(), outcome.ledger().imposters());
      again.assertSignedWith(3, outcome);
    }
  }

  @Test
  void anEmptyAccusationConvictsNobody() {
    keeper2Answers(2, (session, honest) -> accuses(session));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 INCONCLUSIVE in round 2 of attempt 1"), story(outcome));
    assertSignedWith(3, outcome);
  }

  @Test
  void anAccusationOfAnotherSessionIsNoAnswer() {
    keeper2Answers(
        2,
        (session, honest) ->
            accuses(
                new Links.Session(Bytes.of(new byte[32]), "FROST", 0, new Derivations()),
                refuted(1)));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 BAD_SIGNATURE in round 2 of attempt 1"), story(outcome));
    assertEquals(Set.of(2), outcome.ledger().dead());
    assertSignedWith(3, outcome);
  }

  private static Envelope envelope(HostAnswer honest) {
    try {
      String compact = ((HostAnswer.Envelopes) honest).envelopes().get(0);
      return Envelope.read(Jws.parse(compact));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Links.Reply sends(String... envelopes) {
    return new Links.Reply.Answered(new HostAnswer.Envelopes(List.of(envelopes)));
  }

  private String withView(HostAnswer honest, Bytes view) {
    ObjectNode payload = SignedPayload.of(envelope(honest));
    payload.put("view", view.base64Url());
    return SignedPayload.sign(cluster.keeper(2).identity(), payload);
  }

  @Test
  void anotherViewInTheFirstRoundIsProvedByTheEnvelopeAlone() {
    keeper2Answers(1, (session, honest) -> sends(withView(honest, session.sid())));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 ENVELOPE.VIEW in round 1 of attempt 1"), story(outcome));
    assertSignedWith(3, outcome);
  }

  @Test
  void aViewThatIsNotOpenedIsDeath() {
    keeper2Answers(2, (session, honest) -> sends(withView(honest, session.sid())));
    links.views(
        (keeper, session, honest) -> new Links.Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, 1_500));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 VIEW_MISMATCH in round 2 of attempt 1"), story(outcome));
    assertSignedWith(3, outcome);
  }

  @Test
  void anOpenedViewOfAnotherRoundIsDeath() {
    keeper2Answers(2, (session, honest) -> sends(withView(honest, session.sid())));
    links.views(
        (keeper, session, honest) ->
            new Links.Reply.Answered(
                new HostAnswer.Opening(signed(2, new ViewOpening(session.sid(), 2, List.of())))));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 VIEW_MISMATCH in round 2 of attempt 1"), story(outcome));
  }

  @Test
  void aViewThatDoesNotHashToWhatWasSignedProvesIt() {
    keeper2Answers(2, (session, honest) -> sends(withView(honest, session.sid())));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 ENVELOPE.VIEW in round 2 of attempt 1"), story(outcome));
    assertSignedWith(3, outcome);
  }

  /** Keeper 2 shows what it really went on with: another message that keeper 1 signed. */
  @Test
  void aMemberThatShowedOneThingToOneAndAnotherToAnotherIsTheImposter() {
    SimulatedCluster five = FrostOperation.cluster(22, 3, 5);
    Operation sign = FrostOperation.sign(five);
    DirectLinks fiveLinks = new DirectLinks(five, 1);
    Map<Bytes, List<String>> shown = new HashMap<>();
    Map<Bytes, List<Envelope>> first = new HashMap<>();
    fiveLinks.rounds(
        (keeper, round, session, honest) -> {
          if (round == 1) {
            first.computeIfAbsent(session.sid(), s -> new ArrayList<>()).add(envelope(honest));
          }
          if (keeper != 2 || round != 2 || fiveLinks.sessions().size() > 1) {
            return new Links.Reply.Answered(honest);
          }
          List<Envelope> seen = new ArrayList<>(first.get(session.sid()));
          ObjectNode payload = SignedPayload.of(seen.get(2));
          ArrayNode d = (ArrayNode) payload.get("body").get("D");
          d.set(0, d.get(1));
          seen.set(2, other(SignedPayload.sign(five.keeper(3).identity(), payload)));
          shown.put(session.sid(), StagedSession.compact(seen));
          Bytes view =
              Views.next(
                  session.sid(),
                  1,
                  Views.initial(session.sid()),
                  seen.stream().map(Views.Row::of).toList());
          ObjectNode own = SignedPayload.of(envelope(honest));
          own.put("view", view.base64Url());
          return sends(SignedPayload.sign(five.keeper(2).identity(), own));
        });
    fiveLinks.views(
        (keeper, session, honest) ->
            new Links.Reply.Answered(
                new HostAnswer.Opening(
                    Signed.sign(
                            five.keeper(2).identity(),
                            five.cluster().id(),
                            1,
                            new ViewOpening(session.sid(), 1, shown.get(session.sid())))
                        .compact())));
    Outcome outcome = five.run(1, sign, fiveLinks);
    assertEquals(List.of("keeper-3 ENVELOPE.EQUIVOCATION in round 2 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  private static Envelope other(String compact) {
    return envelope(new HostAnswer.Envelopes(List.of(compact)));
  }

  @Test
  void anAnswerThatNobodySignedIsDeathAndSaysNothingAboutItsWriter() {
    List<HostAnswer> answers =
        List.of(
            new HostAnswer.Envelopes(List.of()),
            new HostAnswer.Envelopes(List.of("a.b.c")),
            new HostAnswer.Unheard(),
            new HostAnswer.Accusing("a.b.c"),
            new HostAnswer.Refusing("a.b.c"),
            new HostAnswer.Opening("a.b.c"));
    for (HostAnswer answer : answers) {
      RunTest again = new RunTest();
      again.keeper2Answers(1, (session, honest) -> new Links.Reply.Answered(answer));
      Outcome outcome = again.run();
      assertEquals(List.of("keeper-2 BAD_SIGNATURE in round 1 of attempt 1"), story(outcome));
      again.assertSignedWith(3, outcome);
    }
  }

  private Links.Reply refuses(Links.Session session, int signer, RefusalReason reason) {
    return new Links.Reply.Answered(
        new HostAnswer.Refusing(signed(signer, new Refusal(session.sid(), 1, reason, 250, 0, 0))));
  }

  @Test
  void aRefusalIsNeitherLieNorDeath() {
    keeper2Answers(1, (session, honest) -> refuses(session, 2, RefusalReason.POLICY));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 POLICY in round 1 of attempt 1"), story(outcome));
    assertEquals(Set.of(2), outcome.ledger().refused());
    assertEquals(2, outcome.attempts());
    assertSignedWith(3, outcome);
  }

  @Test
  void aRefusalThatAnotherKeeperSignedIsNotItsRefusal() {
    keeper2Answers(1, (session, honest) -> refuses(session, 3, RefusalReason.POLICY));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 BAD_SIGNATURE in round 1 of attempt 1"), story(outcome));
    assertEquals(Set.of(), outcome.ledger().refused());
  }

  @Test
  void aBusyKeeperSpendsNoAttemptAndIsNotLeftOut() {
    keeper2Answers(1, (session, honest) -> refuses(session, 2, RefusalReason.BUSY));
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 BUSY in round 1 of attempt 1"), story(outcome));
    assertEquals(Set.of(), outcome.ledger().excluded());
    assertEquals(1, outcome.attempts());
    assertSignedWith(2, outcome);
  }

  @Test
  void aCoordinatorThatWasOverloadedAccusesNobodyOfSilence() {
    keeper2Answers(1, (session, honest) -> new Links.Reply.Overloaded());
    Outcome outcome = run();
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(1, outcome.attempts());
    assertSignedWith(2, outcome);
  }

  @Test
  void theKnownDeadAreNotAskedAndListed() {
    links.knownDead(2, CauseOfDeath.CIRCUIT_OPEN);
    Outcome outcome = run();
    assertEquals(List.of("keeper-2 CIRCUIT_OPEN in round 0 of attempt 0"), story(outcome));
    assertEquals(1, outcome.attempts());
    assertTrue(outcome.result().isPresent());
  }

  private static Quarantined barred(int keeper) {
    return new Quarantined(keeper, "FROST.SHARE", Bytes.of(new byte[32]));
  }

  @Test
  void aQuarantinedKeeperIsNotAskedAndInNoList() {
    links.knownDead(2, CauseOfDeath.CIRCUIT_OPEN).quarantined(barred(2));
    Outcome outcome = run();
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(List.of(barred(2)), outcome.ledger().quarantined());
    assertEquals(1, outcome.attempts());
    assertTrue(cluster.keeper(3).storage().isConsumed(links.sessions().get(0).sid()));
  }

  @Test
  void tooFewOutsideQuarantineAreTooFewHonestOnesAndNobodyIsAsked() {
    links.knownDead(3, CauseOfDeath.BACK_OFF).quarantined(barred(2));
    Outcome outcome = run();
    assertEquals(Outcome.Failure.NOT_ENOUGH_HONEST_CLIENTS, outcome.failure().orElseThrow());
    assertEquals(Set.of(), outcome.ledger().imposters());
    assertEquals(Set.of(3), outcome.ledger().dead());
    assertEquals(List.of(barred(2)), outcome.ledger().quarantined());
    assertEquals(List.of(), links.sessions());
  }

  @Test
  void whatNeedsEverybodyFailsForAQuarantinedKeeperWithoutAnAbort() {
    Operation generation = DkgOperation.create(cluster);
    links.quarantined(barred(3));
    Outcome outcome = cluster.run(1, generation, links);
    assertEquals(Outcome.Failure.NOT_ENOUGH_HONEST_CLIENTS, outcome.failure().orElseThrow());
    assertEquals(0, outcome.attempts());
    assertEquals(List.of(), links.sessions());
  }

  @Test
  void tooFewHealthyKeepersAreNotTooFewHonestOnes() {
    links.rounds(
        (keeper, round, session, honest) ->
            keeper == 1
                ? new Links.Reply.Answered(honest)
                : new Links.Reply.Silent(CauseOfDeath.CONNECT_REFUSED, 3));
    Outcome outcome = run();
    assertEquals(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS, outcome.failure().orElseThrow());
    assertEquals(Set.of(2, 3), outcome.ledger().dead());
    assertEquals(2, outcome.attempts());
  }

  @Test
  void tooFewHonestKeepersAreNamed() {
    for (int liar : List.of(2, 3)) {
      cluster.keeper(liar).cheat((session, round, body) -> body.put("extra", round));
    }
    Outcome outcome = run();
    assertEquals(Outcome.Failure.NOT_ENOUGH_HONEST_CLIENTS, outcome.failure().orElseThrow());
    assertEquals(Set.of(2, 3), outcome.ledger().imposters());
    assertEquals(2, outcome.attempts());
  }

  @Test
  void closesEverySessionWithItsOutcomeAndEvidence() throws DecodingException {
    keeper2Answers(2, (session, honest) -> accuses(session, refuted(1)));
    run();
    List<Closing> closings = new ArrayList<>();
    for (String message : links.closings().get(1)) {
      closings.add(
          Signed.read(message, Closing.KIND, cluster.cluster().id(), cluster.cluster().keyRing())
              .content());
    }
    assertEquals(List.of("FAILED", "SUCCESS"), closings.stream().map(Closing::outcome).toList());
    assertEquals(
        List.of("ENVELOPE.FALSE_ACCUSATION"),
        closings.get(0).evidence().stream().map(Evidence::rule).toList());
    assertEquals(1, links.closings().get(2).size());
    assertEquals(1, links.closings().get(3).size());
    assertEquals(Set.of(2), Set.copyOf(faults(cluster.keeper(2).storage().recorded())));
  }

  private static List<Integer> faults(List<Fault> faults) {
    return faults.stream().map(Fault::keeper).toList();
  }
}
