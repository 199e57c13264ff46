package org.tagma.threshold.dkg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.generation.CertificateJudge;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.FeldmanCommitment;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.secret.ShamirPolynomial;
import org.tagma.threshold.sharing.SealedShare;
import org.tagma.threshold.sharing.SharingContext;
import org.tagma.threshold.sharing.SharingJudge;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Offence;

class DkgKnownAnswersTest {
  private static final JsonNode CASES = KnownAnswers.own("dkg").get("cases");

  private static String name(JsonNode run) {
    return run.get("curve").asText() + " " + run.get("t") + " of " + run.get("n");
  }

  @TestFactory
  Stream<DynamicTest> makesTheKnownMessages() {
    return KnownAnswers.each(CASES)
        .map(run -> dynamicTest(name(run), () -> assertMessages(KnownRun.honest(run))));
  }

  private static void assertMessages(KnownRun run) throws DecodingException {
    SortedMap<Integer, Point> keys =
        new SharingJudge(run.context, DkgRule::of).points(DkgCommit.encryptionKeys(run.commits));
    KeyMaterial material = KeyMaterial.of(run.context, run.deals);
    SortedMap<Integer, List<SecretScalar>> received = new TreeMap<>();
    for (int i : run.context.members()) {
      JsonNode own = run.secrets(i);
      ShamirPolynomial polynomial =
          ShamirPolynomial.of(KnownAnswers.each(own.get("a")).map(run::secret).toList());
      FeldmanCommitment coefficients = polynomial.commit();
      assertEquals(coefficients, material.commitments().get(i));
      assertEquals(keys.get(i), run.secret(own.get("ek")).timesGenerator());
      DkgDeal deal = run.deals.get(i);
      assertEquals(
          run.commits.get(i).commitment(),
          DkgCommitment.of(
              run.context,
              i,
              deal.rid(),
              coefficients.points(),
              run.secret(own.get("popNonce")).timesGenerator(),
              deal.opening()));
      for (int j : run.context.members()) {
        SecretScalar share = polynomial.at(j);
        received.computeIfAbsent(j, k -> new ArrayList<>()).add(share);
        if (j != i) {
          assertSealing(run, i, j, share, keys.get(j));
        }
      }
      assertPossession(run, i, polynomial, material);
    }
    assertOutcome(run, material, received);
  }

  private static void assertSealing(
      KnownRun run, int dealer, int receiver, SecretScalar share, Point receiverKey)
      throws DecodingException {
    JsonNode sealing = run.secrets(dealer).get("sealing").get(String.valueOf(receiver));
    SealedShare known = run.deals.get(dealer).shares().byReceiver().get(receiver);
    SharingContext.Stage stage = run.context.stage(Dkg.DEAL, run.views.get(Dkg.COMMIT));
    assertEquals(
        known,
        SealedShare.seal(
            stage,
            dealer,
            receiver,
            share,
            receiverKey,
            run.secret(sealing.get("u")),
            run.secret(sealing.get("k"))));
    assertTrue(known.publicFault(stage, dealer, receiver, receiverKey).isEmpty());
    Point z = run.secret(run.secrets(receiver).get("ek")).times(known.oneTimeKey(run.context));
    assertEquals(run.point(sealing.get("Z")), z);
    assertArrayEquals(
        share.encode(),
        known.open(run.context, dealer, receiver, receiverKey, z).orElseThrow().encode());
    assertTrue(known.open(run.context, receiver, dealer, receiverKey, z).isEmpty());
  }

  private static void assertPossession(
      KnownRun run, int keeper, ShamirPolynomial polynomial, KeyMaterial material) {
    SchnorrProof proof =
        SchnorrProof.prove(
            DkgJudge.possession(
                run.context.stage(Dkg.PROVE, run.views.get(Dkg.DEAL)), keeper, material.rid()),
            polynomial.constant(),
            material.commitments().get(keeper).constant(),
            run.secret(run.secrets(keeper).get("popNonce")));
    DkgProof known = run.proofs.get(keeper);
    assertEquals(known.proofCommitment(), Bytes.of(proof.commitment().encode()));
    assertEquals(known.proofResponse(), Bytes.of(proof.response().encode()));
  }

  private static void assertOutcome(
      KnownRun run, KeyMaterial material, SortedMap<Integer, List<SecretScalar>> received)
      throws DecodingException {
    assertEquals(KnownRun.bytes(run.json, "rid"), material.rid());
    assertEquals(run.point(run.json.get("X")), material.publicKey());
    for (int keeper : run.context.members()) {
      SecretScalar share = KeyMaterial.share(received.get(keeper));
      String known = run.json.get("x").get(String.valueOf(keeper)).asText();
      assertEquals(known, "%064x".formatted(share.disclose().value()));
      assertEquals(share.timesGenerator(), material.publicShares().get(keeper));
      SchnorrProof proof =
          SchnorrProof.prove(
              Certificate.context(
                  Dkg.NAME,
                  run.context.suite(),
                  run.content(),
                  keeper,
                  Dkg.CERTIFY,
                  run.views.get(Dkg.PROVE),
                  material.rid()),
              share,
              material.publicShares().get(keeper),
              run.secret(run.secrets(keeper).get("certNonce")));
      assertEquals(run.certProofs.get(keeper), proof);
    }
    assertEquals(List.copyOf(material.publicShares().values()), run.content().publicShares());
    JsonNode cert = run.json.get("cert");
    assertEquals(cert.get("preimage").asText(), Bytes.of(run.content().encode()).hex());
    assertEquals(cert.get("certHash").asText(), run.content().hash().hex());
  }

  @TestFactory
  Stream<DynamicTest> namesNobodyInAnHonestRun() {
    return KnownAnswers.each(CASES)
        .map(
            run ->
                dynamicTest(name(run), () -> assertEquals(List.of(), judge(KnownRun.honest(run)))));
  }

  @TestFactory
  Stream<DynamicTest> namesExactlyTheKnownLiarAndRule() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode run : CASES) {
      for (JsonNode fault : run.get("faults")) {
        tests.add(
            dynamicTest(
                name(run) + ": " + fault.get("name").asText(),
                () -> assertNamed(fault, judge(KnownRun.faulty(run, fault)))));
      }
    }
    assertEquals(108, tests.size());
    return tests.stream();
  }

  private static void assertNamed(JsonNode fault, List<Offence> offences) {
    List<String> expected =
        KnownAnswers.each(fault.get("named"))
            .map(keeper -> keeper.asInt() + " " + fault.get("rule").asText())
            .toList();
    assertEquals(expected, offences.stream().map(o -> o.accused() + " " + o.rule().id()).toList());
  }

  /** The stages in their order; the first that names somebody ends the run. */
  private static List<Offence> judge(KnownRun run) throws DecodingException {
    DkgJudge judge = new DkgJudge(run.context, run.views);
    List<Offence> offences = judge.commits(run.commits);
    if (offences.isEmpty()) {
      offences = judge.deals(run.commits, run.deals);
    }
    if (!offences.isEmpty()) {
      return offences;
    }
    KeyMaterial material = KeyMaterial.of(run.context, run.deals);
    offences = judge.complaints(run.commits, run.deals, material, run.proofs);
    if (offences.isEmpty()) {
      offences = judge.possession(run.deals, material, run.proofs);
    }
    return offences.isEmpty()
        ? new CertificateJudge(Dkg.NAME, run.context.suite(), DkgRule.CERT)
            .certificates(
                run.content(), material.rid(), run.views.get(Dkg.PROVE), run.attestations())
        : offences;
  }
}
