package org.tagma.threshold.reshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.Lagrange;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.DealJudge;
import org.tagma.threshold.sharing.KnownDealing;

class ReshareKnownAnswersTest {
  private static List<Integer> quorum(KnownDealing run) {
    return KnownAnswers.each(run.json().get("quorum")).map(JsonNode::asInt).toList();
  }

  private static DealJudge judge(KnownDealing run) {
    return Resharing.judge(run.context(), run.views(), dealing(run));
  }

  private static WeightedDealing dealing(KnownDealing run) {
    return WeightedDealing.of(
        quorum(run),
        run::publicShare,
        new TreeSet<>(run.keys().keySet()),
        run.context().threshold());
  }

  @TestFactory
  Stream<DynamicTest> makesTheKnownMessagesAndShares() {
    return KnownDealing.cases("reshare").stream()
        .map(KnownDealing::honest)
        .map(run -> dynamicTest(run.toString(), () -> assertMessages(run)));
  }

  private static void assertMessages(KnownDealing run) {
    assertEquals(List.of(), run.judge(judge(run)));
    SortedMap<Integer, SecretScalar> shares = new TreeMap<>();
    List<FeldmanCommitment> parts = new ArrayList<>();
    for (int dealer : quorum(run)) {
      SecretScalar weighted =
          run.secret(run.json().get("old").get("x"), dealer)
              .times(Lagrange.atZero(run.curve(), dealer, quorum(run)));
      assertEquals(run.secret(run.json().get("w"), dealer).disclose(), weighted.disclose());
      assertEquals(weighted.timesGenerator(), dealing(run).weighted().get(dealer));
      ShamirPolynomial polynomial =
          ShamirPolynomial.of(
              KnownAnswers.each(run.byKeeper("coefficients").get(dealer))
                  .map(run::secret)
                  .toList());
      assertEquals(weighted.disclose(), polynomial.constant().disclose());
      assertEquals(run.deals().get(dealer).points(run.curve()), polynomial.commit().points());
      parts.add(polynomial.commit());
      for (int receiver : run.keys().keySet()) {
        shares.merge(receiver, polynomial.at(receiver), SecretScalar::plus);
        if (receiver != dealer) {
          run.assertSealed(dealer, receiver, polynomial.at(receiver));
        }
      }
    }
    assertEquals(run.byKeeper("newShares").keySet(), shares.keySet());
    shares.forEach(
        (holder, share) -> {
          assertEquals(
              run.byKeeper("newShares").get(holder).asText(),
              "%064x".formatted(share.disclose().value()));
          assertEquals(
              run.point(run.byKeeper("newX").get(holder)),
              FeldmanCommitment.shareOf(parts, holder));
        });
    assertEquals(
        run.point(run.json().get("X")),
        run.curve().sum(parts.stream().map(FeldmanCommitment::constant).toList()));
  }

  @TestFactory
  Stream<DynamicTest> namesExactlyTheKnownLiarAndRule() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode json : KnownDealing.cases("reshare")) {
      for (JsonNode fault : json.get("faults")) {
        KnownDealing run = KnownDealing.faulty(json, fault);
        tests.add(
            dynamicTest(
                run + ": " + fault.get("name").asText(),
                () -> run.assertNamed(run.judge(judge(run)))));
      }
    }
    assertEquals(36, tests.size());
    return tests.stream();
  }
}
