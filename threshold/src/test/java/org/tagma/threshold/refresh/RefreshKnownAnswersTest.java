package org.tagma.threshold.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.KnownContext;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.verdict.Offence;

class RefreshKnownAnswersTest {
  /** A run of the known answers; a fault changes the messages of one keeper. */
  private static final class Run {
    final JsonNode json;
    final Curve curve;
    final SharingContext context;
    final List<Bytes> views = new ArrayList<>();
    final SortedMap<Integer, RefreshKey> keys = new TreeMap<>();
    final SortedMap<Integer, RefreshDeal> deals = new TreeMap<>();
    final SortedMap<Integer, RefreshComplaints> complaints = new TreeMap<>();

    Run(JsonNode json, JsonNode fault) {
      this.json = json;
      this.curve = Curve.named(json.get("curve").asText());
      json.get("views").forEach(view -> views.add(KnownContext.bytes(view)));
      TreeSet<Integer> members = new TreeSet<>();
      json.get("participants").forEach(p -> members.add(p.get(0).asInt()));
      this.context =
          new SharingContext(
              curve,
              json.get("suite").asText(),
              KnownContext.bytes(json.get("sid")),
              json.get("t").asInt(),
              members,
              KnownContext.binding(json));
      members.forEach(keeper -> read(keeper, fault));
    }

    private void read(int keeper, JsonNode fault) {
      JsonNode receiver = json.get("receivers").get(String.valueOf(keeper));
      keys.put(keeper, new RefreshKey(bytes(receiver, "EK")));
      ObjectNode dealer = json.get("dealers").get(String.valueOf(keeper)).deepCopy();
      if (fault.path("keeper").asInt() == keeper && fault.has("C")) {
        dealer.set("C", fault.get("C"));
      }
      if (fault.path("keeper").asInt() == keeper && fault.has("E")) {
        ((ObjectNode) dealer.get("E")).setAll((ObjectNode) fault.get("E"));
      }
      SortedMap<Integer, SealedShare> shares = new TreeMap<>();
      dealer
          .get("E")
          .properties()
          .forEach(e -> shares.put(Integer.valueOf(e.getKey()), sealed(e.getValue())));
      deals.put(
          keeper,
          new RefreshDeal(
              KnownAnswers.each(dealer.get("C")).map(KnownContext::bytes).toList(),
              new SealedShares(shares)));
      complaints.put(
          keeper,
          new RefreshComplaints(
              KnownAnswers.each(fault.path("complaints"))
                  .filter(c -> c.get("from").asInt() == keeper)
                  .map(this::complaint)
                  .toList()));
    }

    private SealedShare sealed(JsonNode e) {
      JsonNode pi = e.get("pi");
      return new SealedShare(bytes(e, "U"), bytes(e, "ct"), bytes(pi, "A"), scalar(pi, "z"));
    }

    private ShareComplaint complaint(JsonNode c) {
      JsonNode proof = c.get("proof");
      return new ShareComplaint(
          c.get("dealer").asInt(),
          bytes(c, "Z"),
          bytes(proof, "A1"),
          bytes(proof, "A2"),
          scalar(proof, "z"));
    }

    private Bytes scalar(JsonNode node, String name) {
      return KnownAnswers.scalar(curve, node.get(name));
    }

    SecretScalar secret(JsonNode hex) {
      return SecretScalar.of(curve.scalar(new BigInteger(hex.asText(), 16)));
    }

    Point point(JsonNode hex) throws DecodingException {
      return curve.decodePoint(KnownContext.bytes(hex).toArray());
    }

    private static Bytes bytes(JsonNode node, String name) {
      return KnownContext.bytes(node.get(name));
    }

    /** The stages in their order; the first that names somebody ends the run. */
    List<Offence> judge() {
      RefreshJudge judge = new RefreshJudge(context, views);
      List<Offence> offences = judge.keys(keys);
      if (offences.isEmpty()) {
        offences = judge.deals(keys, deals);
      }
      return offences.isEmpty() ? judge.complaints(keys, deals, complaints) : offences;
    }

    @Override
    public String toString() {
      return json.get("curve").asText() + " " + json.get("t") + " of " + json.get("n");
    }
  }

  private static List<JsonNode> cases() {
    return KnownAnswers.each(KnownAnswers.own("refresh").get("cases"))
        .filter(json -> json.get("kind").asText().equals("refresh"))
        .toList();
  }

  private static Run honest(JsonNode json) {
    return new Run(json, json.path("no fault"));
  }

  @TestFactory
  Stream<DynamicTest> makesTheKnownMessagesAndShares() {
    return cases().stream()
        .map(json -> dynamicTest(honest(json).toString(), () -> assertMessages(honest(json))));
  }

  private static void assertMessages(Run run) throws DecodingException {
    assertEquals(List.of(), run.judge());
    SortedMap<Integer, SecretScalar> shares = new TreeMap<>();
    SortedMap<Integer, List<Point>> dealers = new TreeMap<>();
    for (int keeper : run.context.members()) {
      shares.put(keeper, run.secret(run.json.get("old").get("x").get(String.valueOf(keeper))));
    }
    for (int dealer : run.context.members()) {
      JsonNode coefficients = run.json.get("coefficients").get(String.valueOf(dealer));
      List<SecretScalar> quotient =
          KnownAnswers.each(coefficients).skip(1).map(run::secret).toList();
      assertEquals(0, new BigInteger(coefficients.get(0).asText(), 16).signum());
      Zero zero = new Zero(run.curve, ShamirPolynomial.of(quotient));
      assertEquals(run.deals.get(dealer).points(run.curve), zero.commit());
      dealers.put(dealer, zero.commit());
      for (int receiver : run.context.members()) {
        SecretScalar share = zero.at(receiver);
        assertEquals(share.timesGenerator(), Zero.at(zero.commit(), receiver));
        shares.put(receiver, shares.get(receiver).plus(share));
        if (receiver != dealer) {
          assertSealed(run, dealer, receiver, share);
        }
      }
    }
    for (int holder : run.context.members()) {
      String name = String.valueOf(holder);
      assertEquals(
          run.json.get("newShares").get(name).asText(),
          "%064x".formatted(shares.get(holder).disclose().value()));
      assertEquals(
          run.point(run.json.get("newX").get(name)),
          Refreshing.refreshed(
              run.point(run.json.get("old").get("X").get(name)), dealers.values(), holder));
    }
  }

  private static void assertSealed(Run run, int dealer, int receiver, SecretScalar share) {
    JsonNode sealing =
        run.json
            .get("dealers")
            .get(String.valueOf(dealer))
            .get("sealing")
            .get(String.valueOf(receiver));
    Point key = new RefreshJudge(run.context, run.views).encryptionKeys(run.keys).get(receiver);
    assertEquals(
        run.deals.get(dealer).shares().byReceiver().get(receiver),
        SealedShare.seal(
            run.context.stage(Refresh.DEAL, run.views.get(Refresh.KEY)),
            dealer,
            receiver,
            share,
            key,
            run.secret(sealing.get("u")),
            run.secret(sealing.get("k"))));
  }

  @TestFactory
  Stream<DynamicTest> namesExactlyTheKnownLiarAndRule() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode json : cases()) {
      for (JsonNode fault : json.get("faults")) {
        Run run = new Run(json, fault);
        tests.add(
            dynamicTest(run + ": " + fault.get("name").asText(), () -> assertNamed(run, fault)));
      }
    }
    assertEquals(30, tests.size());
    return tests.stream();
  }

  private static void assertNamed(Run run, JsonNode fault) throws DecodingException {
    if (fault.has("certProof")) {
      assertOldShareDoesNotCertify(run, fault);
      return;
    }
    List<String> expected =
        KnownAnswers.each(fault.get("named"))
            .map(keeper -> keeper.asInt() + " " + fault.get("rule").asText())
            .toList();
    assertEquals(
        expected, run.judge().stream().map(o -> o.accused() + " " + o.rule().id()).toList());
  }

  /** Pi_sch of the old share proves the old public share, and not the new one. */
  private static void assertOldShareDoesNotCertify(Run run, JsonNode fault)
      throws DecodingException {
    String keeper = fault.get("keeper").asText();
    JsonNode proof = fault.get("certProof");
    SchnorrProof stale =
        new SchnorrProof(
            run.point(proof.get("A")), run.curve.decodeScalar(run.scalar(proof, "z").toArray()));
    ProofContext context =
        run.context
            .stage(Refresh.CERTIFY, run.views.get(Refresh.COMPLAIN))
            .proof(fault.get("keeper").asInt(), 0, Certificate.STEP);
    assertTrue(stale.verify(context, run.point(run.json.get("old").get("X").get(keeper))));
    assertEquals(false, stale.verify(context, run.point(run.json.get("newX").get(keeper))));
  }
}
