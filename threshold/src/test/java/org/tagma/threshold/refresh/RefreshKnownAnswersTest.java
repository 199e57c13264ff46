package org.tagma.threshold.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.KnownDealing;
import org.tagma.threshold.transcript.ProofContext;

class RefreshKnownAnswersTest {
  private static DealJudge judge(KnownDealing run) {
    return Refreshing.judge(run.context(), run.views());
  }

  @TestFactory
  Stream<DynamicTest> makesTheKnownMessagesAndShares() {
    return KnownDealing.cases("refresh").stream()
        .map(KnownDealing::honest)
        .map(run -> dynamicTest(run.toString(), () -> assertMessages(run)));
  }

  private static void assertMessages(KnownDealing run) {
    assertEquals(List.of(), run.judge(judge(run)));
    SortedMap<Integer, SecretScalar> shares = new TreeMap<>();
    SortedMap<Integer, List<Point>> dealers = new TreeMap<>();
    for (int keeper : run.context().members()) {
      shares.put(keeper, run.secret(run.json().get("old").get("x"), keeper));
    }
    for (int dealer : run.context().members()) {
      JsonNode coefficients = run.byKeeper("coefficients").get(dealer);
      List<SecretScalar> quotient =
          KnownAnswers.each(coefficients).skip(1).map(run::secret).toList();
      assertEquals(0, new BigInteger(coefficients.get(0).asText(), 16).signum());
      Zero zero = new Zero(run.curve(), ShamirPolynomial.of(quotient));
      assertEquals(run.deals().get(dealer).points(run.curve()), zero.commit());
      dealers.put(dealer, zero.commit());
      for (int receiver : run.context().members()) {
        SecretScalar share = zero.at(receiver);
        assertEquals(share.timesGenerator(), Zero.at(zero.commit(), receiver));
        shares.put(receiver, shares.get(receiver).plus(share));
        if (receiver != dealer) {
          run.assertSealed(dealer, receiver, share);
        }
      }
    }
    for (int holder : run.context().members()) {
      assertEquals(
          run.byKeeper("newShares").get(holder).asText(),
          "%064x".formatted(shares.get(holder).disclose().value()));
      assertEquals(
          run.point(run.byKeeper("newX").get(holder)),
          Refreshing.refreshed(run.publicShare(holder), dealers.values(), holder));
    }
  }

  @TestFactory
  Stream<DynamicTest> namesExactlyTheKnownLiarAndRule() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode json : KnownDealing.cases("refresh")) {
      for (JsonNode fault : json.get("faults")) {
        KnownDealing run = KnownDealing.faulty(json, fault);
        tests.add(
            dynamicTest(run + ": " + fault.get("name").asText(), () -> assertNamed(run, fault)));
      }
    }
    assertEquals(30, tests.size());
    return tests.stream();
  }

  private static void assertNamed(KnownDealing run, JsonNode fault) throws DecodingException {
    if (fault.has("certProof")) {
      assertOldShareDoesNotCertify(run, fault);
    } else {
      run.assertNamed(run.judge(judge(run)));
    }
  }

  /** Pi_sch of the old share proves the old public share, and not the new one. */
  private static void assertOldShareDoesNotCertify(KnownDealing run, JsonNode fault)
      throws DecodingException {
    int keeper = fault.get("keeper").asInt();
    JsonNode proof = fault.get("certProof");
    SchnorrProof stale =
        new SchnorrProof(
            run.point(proof.get("A")), run.curve().decodeScalar(run.scalar(proof, "z").toArray()));
    ProofContext context =
        run.context()
            .stage(Refresh.CERTIFY, run.views().get(Refresh.COMPLAIN))
            .proof(keeper, 0, Certificate.STEP);
    assertTrue(stale.verify(context, run.publicShare(keeper)));
    assertFalse(stale.verify(context, run.point(run.byKeeper("newX").get(keeper))));
  }
}
