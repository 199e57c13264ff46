package org.tagma.threshold.gg20;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.evidence.Prosecution;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Accusation;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.RoundEngine;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.OutsideEcdsa;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.StagedSession;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tweak;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Offence;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.wire.Jws;

/** Threshold ECDSA beyond the contract: what it signs, and who is named when blame is hard. */
class Gg20Test {
  private static final byte[] DIGEST =
      Sha256.of(Gg20Operation.MESSAGE.getBytes(StandardCharsets.UTF_8)).toArray();

  @ParameterizedTest
  @CsvSource({"SECP256K1, SECP256K1, orders/7, true", "P256, P256, , false"})
  void signsForOthersToVerify(String curve, OutsideEcdsa outside, String tweak, boolean hash) {
    SimulatedCluster cluster = Gg20Operation.cluster(11, 2, 3);
    ObjectNode options = JsonNodeFactory.instance.objectNode().put("hash", hash);
    options.put("tweak", tweak);
    Operation operation = Gg20Operation.sign(cluster, Curve.named(curve), options);
    StagedSession staged = StagedSession.of(cluster, operation, 3, 2, 3);
    Inbox inbox = staged.play();
    Gg20Signature signed =
        operation
            .protocol()
            .conclude(staged.session())
            .step(inbox, Tasks.SEQUENTIAL)
            .match(n -> null, done -> (Gg20Signature) done.result(), b -> null);

    byte[] key = key(operation.certificate().orElseThrow(), tweak);
    EcdsaSignature signature = signed.signature();
    assertTrue(outside.verify(key, DIGEST, signature.der()));
    assertFalse(outside.verify(key, new byte[32], signature.der()));
    assertArrayEquals(key, outside.recover(DIGEST, signature.encode()));
    if (outside == OutsideEcdsa.SECP256K1) {
      BigInteger half = Curve.named(curve).order().shiftRight(1);
      assertTrue(signature.s().value().compareTo(half) <= 0, "s is low");
    }
    for (int round = 1; round <= Gg20.SHARE; round++) {
      assertEquals(List.of(), operation.protocol().offences(inbox, round), "round " + round);
    }
  }

  private static byte[] key(CertificateContent certificate, String tweak) {
    Curve curve = certificate.curve();
    return certificate
        .publicKey()
        .plus(curve.generator().times(Tweak.scalar(curve, certificate.keyId(), tweak)))
        .encode();
  }

  /** Keeper 2, which lies, and two honest ones of four. */
  private final SimulatedCluster three = Gg20Operation.cluster(21, 3, 4);

  private final SimulatedCluster two = Gg20Operation.cluster(22, 2, 3);

  private static Outcome run(SimulatedCluster cluster, Operation operation, DirectLinks links) {
    return cluster.run(1, operation, links);
  }

  private static List<String> story(Outcome outcome) {
    return outcome.ledger().faults().stream().map(Gg20Test::describe).toList();
  }

  private static String describe(Fault fault) {
    return fault.keeper()
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

  private static Cheat deltaPlus5() {
    return Gg20Cheats.in(Gg20.DELTA, (c, b) -> Gg20Cheats.addScalar(c, b, "delta", 5));
  }

  /** These keepers do not answer {@code round} of the first attempt. */
  private static DirectLinks silent(SimulatedCluster cluster, int round, Set<Integer> keepers) {
    DirectLinks links = new DirectLinks(cluster, 1);
    return links.rounds(
        (keeper, number, session, honest) ->
            keepers.contains(keeper) && number == round && links.sessions().size() == 1
                ? new Links.Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, 10_000)
                : new Links.Reply.Answered(honest));
  }

  @Test
  void theOnlyOneThatDoesNotOpenItsNonceIsTheImposter() {
    Operation operation = Gg20Operation.sign(two);
    two.keeper(2).cheat(deltaPlus5());
    Outcome outcome = run(two, operation, silent(two, Gg20.KEY, Set.of(2)));
    assertEquals(
        List.of(
            "2 BLAME_SILENT in round 6 of attempt 1", "2 GG20.ELIMINATION in round 6 of attempt 1"),
        story(outcome));
    assertEquals(Set.of(2), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
    assertTrue(outcome.result().isPresent());
    Evidence evidence = ((Verdict.Imposter) outcome.ledger().faults().get(1).verdict()).evidence();
    assertEquals(Finding.PROVED, two.verifier().verify(evidence));
    assertEquals(List.of(1), openers(evidence), "no claim of silence, only what the others opened");
  }

  private static List<Integer> openers(Evidence evidence) {
    return evidence.exhibits().stream()
        .map(Gg20Test::payload)
        .filter(p -> p.get("round").intValue() == Gg20.KEY)
        .map(p -> Integer.parseInt(p.get("from").textValue().substring("keeper-".length())))
        .toList();
  }

  private static JsonNode payload(String compact) {
    try {
      return Jcs.parse(Jws.parse(compact).payload().toArray());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoThatDoNotOpenTheirNoncesAreDeadAndNobodyIsNamed() {
    Operation operation = Gg20Operation.sign(three);
    three.keeper(2).cheat(deltaPlus5());
    Outcome outcome = run(three, operation, silent(three, Gg20.KEY, Set.of(2, 3)));
    assertEquals(
        List.of("2 BLAME_SILENT in round 6 of attempt 1", "3 BLAME_SILENT in round 6 of attempt 1"),
        story(outcome));
    assertEquals(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS, outcome.failure().orElseThrow());
  }

  @Test
  void whoDoesNotOpenItsProductsWithTheKeyIsDead() {
    Operation operation = Gg20Operation.sign(two);
    two.keeper(2).cheat(Gg20ContractTest.falseSigma(false));
    Outcome outcome = run(two, operation, silent(two, Gg20.SHARE, Set.of(2)));
    assertEquals(List.of("2 BLAME_SILENT in round 7 of attempt 1"), story(outcome));
    assertEquals(Set.of(2), outcome.ledger().dead());
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void aSilenceInAnyOtherRoundIsATimeout() {
    Operation operation = Gg20Operation.sign(two);
    Outcome outcome = run(two, operation, silent(two, Gg20.KEY, Set.of(2)));
    assertEquals(List.of("2 ROUND_TIMEOUT in round 6 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void theSessionIsConsumedBeforeAnOpeningLeaves() {
    Operation operation = Gg20Operation.sign(two);
    two.keeper(2).cheat(deltaPlus5());
    DirectLinks links = new DirectLinks(two, 1);
    links.rounds(
        (keeper, number, session, honest) -> {
          assertEquals(
              links.sessions().size() == 1 ? number >= Gg20.KEY : number == Gg20.SHARE,
              two.keeper(keeper).storage().isConsumed(session.sid()),
              "keeper-" + keeper + " in round " + number);
          return new Links.Reply.Answered(honest);
        });
    Outcome outcome = run(two, operation, links);
    assertEquals(List.of("2 GG20.DELTA in round 6 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  /** A liar that hears the other's delta first can make the sum zero: then there is no R. */
  @Test
  void opensInRound5WhenTheSumOfTheDeltasIsZero() {
    Operation operation = Gg20Operation.sign(two);
    StringBuilder heard = new StringBuilder();
    two.keeper(2)
        .cheat(
            Gg20Cheats.in(
                Gg20.DELTA,
                (c, b) -> {
                  byte[] delta = Bytes.fromBase64Url(heard.toString()).toArray();
                  Scalar negated = c.decodeScalar(delta).negate();
                  b.put("delta", Bytes.of(negated.encode()).base64Url());
                }));
    DirectLinks links = new DirectLinks(two, 1);
    links.rounds(
        (keeper, number, session, honest) -> {
          if (keeper == 1 && number == Gg20.DELTA && heard.isEmpty()) {
            String envelope = ((HostAnswer.Envelopes) honest).envelopes().get(0);
            heard.append(payload(envelope).get("body").get("delta").textValue());
          }
          return new Links.Reply.Answered(honest);
        });
    Outcome outcome = run(two, operation, links);
    assertEquals(List.of("2 GG20.DELTA in round 5 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void nobodyWaitsForACoordinatorAfterAnOpening() {
    Operation operation = Gg20Operation.sign(two);
    StagedSession staged =
        StagedSession.of(two, Gg20Accomplice.lyingAbout(operation, deltaPlus5()), 1, 1, 2);
    for (int round = 1; round < Gg20.KEY; round++) {
      staged.next();
      assertFalse(staged.engine(1).isOver(), "round " + round);
    }
    staged.next();
    assertTrue(staged.engine(1).isOver());
    assertEquals(RoundEngine.Answer.Refuse.class, staged.engine(1).advance(List.of()).getClass());
  }

  @Test
  void whoLiedToAnAccompliceIsNamedOnceAnEquationFails() {
    Operation operation = Gg20Operation.sign(three);
    Gg20Accomplice pair = new Gg20Accomplice(2, 3);
    three.keeper(2).cheat(pair.liar(deltaPlus5()));
    three.keeper(3).cheat(pair.accomplice());
    Outcome outcome = run(three, operation, new DirectLinks(three, 1));
    assertEquals("2 GG20.AFF_P in round 6 of attempt 1", story(outcome).get(0));
    assertEquals(Set.of(2), outcome.ledger().imposters());
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void aLieToAnAccompliceThatChangesNothingNamesNobody() {
    Operation operation = Gg20Operation.sign(three);
    Gg20Accomplice pair = new Gg20Accomplice(2, 3);
    three.keeper(2).cheat(pair.liar((session, round, body) -> {}));
    three.keeper(3).cheat(pair.accomplice());
    Outcome outcome = run(three, operation, new DirectLinks(three, 1));
    assertEquals(List.of(), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void aFalseAccusationOfABadProofNamesTheAccuser() {
    Operation operation = Gg20Operation.sign(two);
    DirectLinks links = new DirectLinks(two, 1);
    links.rounds(
        (keeper, number, session, honest) ->
            keeper == 2 && number == Gg20.DELTA && links.sessions().size() == 1
                ? accuse(session, operation)
                : new Links.Reply.Answered(honest));
    Outcome outcome = run(two, operation, links);
    assertEquals(List.of("2 ENVELOPE.FALSE_ACCUSATION in round 3 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  private Links.Reply accuse(Links.Session session, Operation operation) {
    StagedSession staged = StagedSession.of(two, operation, 1, 1, 2);
    staged.next();
    staged.next();
    Evidence evidence =
        Prosecution.of(staged.inbox(), new Offence(1, Gg20Rule.AFF_P, Gg20.MULTIPLY, 1));
    return new Links.Reply.Answered(
        new HostAnswer.Accusing(
            Signed.sign(
                    two.keeper(2).identity(),
                    two.cluster().id(),
                    1,
                    new Accusation(session.sid(), Gg20.DELTA, List.of(evidence)))
                .compact()));
  }

  @Test
  void aProofOfAnotherSignerOrSessionIsNone() {
    Operation operation = Gg20Operation.sign(two);
    Inbox earlier = StagedSession.of(two, operation, 1, 1, 2).play();
    two.keeper(2)
        .cheat(
            (session, round, body) -> {
              if (round == Gg20.COMMIT) {
                body.removeAll();
                body.setAll(earlier.round(round).get(2).message().toBody());
              }
            });
    Outcome outcome = run(two, operation, new DirectLinks(two, 1));
    assertEquals(List.of("2 GG20.ENC in round 2 of attempt 1"), story(outcome));
    assertTrue(outcome.result().isPresent());
  }

  @Test
  void anHonestTranscriptProvesNothingAgainstAnybody() {
    Operation operation = Gg20Operation.sign(two);
    Inbox inbox = StagedSession.of(two, operation, 1, 1, 2).play();
    for (Gg20Rule rule : Gg20Rule.values()) {
      int last = IntStream.rangeClosed(1, Gg20.SHARE).filter(rule::isJudgedIn).max().orElseThrow();
      Offence offence = new Offence(2, rule, last, inbox.session().members());
      Evidence evidence = Prosecution.of(inbox, offence);
      assertEquals(Finding.REFUTED, two.verifier().verify(evidence), rule.id());
    }
  }

  @Test
  void takesOneMessageOfTheRightLengthOnly() {
    assertEquals(32, Gg20Request.digest(new byte[64], false).length);
    assertTrue(Gg20Request.isSignable(Bytes.of(new byte[48]), false));
    assertFalse(Gg20Request.isSignable(Bytes.of(new byte[31]), false));
    assertFalse(Gg20Request.isSignable(Bytes.of(new byte[65]), false));
    assertTrue(Gg20Request.isSignable(Bytes.of(new byte[0]), true));
  }
}
