package org.tagma.threshold.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.KnownContext;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

class ProofsTest {
  @Test
  void provesWhatTheKnownAnswersProve() throws DecodingException {
    int done = 0;
    for (JsonNode known : KnownAnswers.own("transcript").get("challenges")) {
      if (!known.has("curve")) {
        continue; // transcript.ChallengeTest
      }
      assertBinding(known);
      assertSchnorr(known);
      assertDleq(known);
      done++;
    }
    assertEquals(3, done);
  }

  private static void assertBinding(JsonNode known) {
    JsonNode fields = known.get("bindFields");
    Bytes bind =
        KnownContext.binding(fields)
            .at(
                fields.get("round").asInt(),
                fields.get("step").asText(),
                KnownContext.bytes(fields.get("view")),
                Tlv.of().bytes(KnownContext.bytes(fields.get("extra").get(0))));
    assertEquals(known.get("bind").asText(), bind.hex());
  }

  private static void assertSchnorr(JsonNode known) throws DecodingException {
    Curve curve = Curve.named(known.get("curve").asText());
    ProofContext context = KnownContext.of(known.get("ctx"));
    JsonNode expected = known.get("sch");
    Point x = point(curve, known.get("X"));
    SchnorrProof proof =
        SchnorrProof.prove(
            context, secret(curve, known.get("x")), x, secret(curve, known.get("k")));
    assertEquals(point(curve, expected.get("proof").get("A")), proof.commitment());
    assertEquals(scalar(curve, expected.get("proof").get("z")), proof.response());
    assertTrue(proof.verify(context, x));
    Challenge e =
        Challenge.of(
            "sch",
            context,
            Tlv.of().point(curve.generator()).point(x),
            Tlv.of().point(proof.commitment()));
    assertEquals(expected.get("e").asText(), "%064x".formatted(e.integer()));
    assertEquals(scalar(curve, expected.get("eModQ")), e.scalar(curve));
  }

  private static void assertDleq(JsonNode known) throws DecodingException {
    Curve curve = Curve.named(known.get("curve").asText());
    ProofContext context = KnownContext.of(known.get("ctx"));
    JsonNode expected = known.get("dleq");
    Point x1 = point(curve, known.get("X"));
    Point b2 = point(curve, expected.get("B"));
    Point x2 = point(curve, expected.get("X2"));
    DleqProof proof =
        DleqProof.prove(
            context, b2, secret(curve, known.get("x")), x1, x2, secret(curve, expected.get("k")));
    assertEquals(point(curve, expected.get("proof").get("A1")), proof.a1());
    assertEquals(point(curve, expected.get("proof").get("A2")), proof.a2());
    assertEquals(scalar(curve, expected.get("proof").get("z")), proof.response());
    assertTrue(proof.verify(context, b2, x1, x2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void aProofHoldsForItsStatementAndContextOnly(String name) {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("aProofHoldsForItsStatementAndContextOnly " + name);
    ProofContext context = context(2, 0, "00");
    SecretScalar x = SecretScalar.random(curve, seed);
    Point x1 = x.timesGenerator();
    Point b2 = SecretScalar.random(curve, seed).timesGenerator();
    Point x2 = x.times(b2);
    SchnorrProof schnorr = SchnorrProof.prove(context, x, x1, SecretScalar.random(curve, seed));
    DleqProof dleq = DleqProof.prove(context, b2, x, x1, x2, SecretScalar.random(curve, seed));
    assertTrue(schnorr.verify(context, x1));
    assertTrue(dleq.verify(context, b2, x1, x2));
    for (ProofContext other :
        List.of(context(3, 0, "00"), context(2, 1, "00"), context(2, 0, "01"))) {
      assertFalse(schnorr.verify(other, x1), seed::toString);
      assertFalse(dleq.verify(other, b2, x1, x2), seed::toString);
    }
    Scalar one = curve.scalar(1);
    assertFalse(schnorr.verify(context, b2));
    assertFalse(schnorr.verify(context, curve.identity()));
    assertFalse(new SchnorrProof(x2, schnorr.response()).verify(context, x1));
    assertFalse(
        new SchnorrProof(schnorr.commitment(), schnorr.response().plus(one)).verify(context, x1));
    assertFalse(dleq.verify(context, b2, x2, x1));
    assertFalse(dleq.verify(context, x1, x1, x2));
    assertFalse(dleq.verify(context, b2, x1, x1));
    assertFalse(dleq.verify(context, b2, x1, curve.identity()));
    assertFalse(
        new DleqProof(dleq.a1(), dleq.a2(), dleq.response().plus(one)).verify(context, b2, x1, x2));
    assertFalse(new DleqProof(dleq.a1(), x2, dleq.response()).verify(context, b2, x1, x2));
  }

  @Test
  void aDleqProofNeedsBothEquations() {
    Curve curve = Curve.named("SECP256K1");
    Seed seed = new Seed("aDleqProofNeedsBothEquations");
    SecretScalar x = SecretScalar.random(curve, seed);
    Point b2 = SecretScalar.random(curve, seed).timesGenerator();
    Point wrong = x.times(b2).plus(b2);
    ProofContext context = context(1, 0, "00");
    DleqProof proof =
        DleqProof.prove(
            context, b2, x, x.timesGenerator(), wrong, SecretScalar.random(curve, seed));
    assertFalse(proof.verify(context, b2, x.timesGenerator(), wrong));
  }

  @Test
  void aNonceProvesOnce() {
    Curve curve = Curve.named("P256");
    Seed seed = new Seed("aNonceProvesOnce");
    SecretScalar x = SecretScalar.random(curve, seed);
    SecretScalar nonce = SecretScalar.random(curve, seed);
    SchnorrProof.prove(context(1, 0, "00"), x, x.timesGenerator(), nonce);
    assertTrue(nonce.isDestroyed());
    assertThrows(
        IllegalStateException.class,
        () -> SchnorrProof.prove(context(1, 0, "01"), x, x.timesGenerator(), nonce));
    assertFalse(x.isDestroyed());
  }

  private static ProofContext context(int prover, int verifier, String bind) {
    return new ProofContext(
        "test-sha512", Bytes.of(new byte[32]), prover, verifier, Bytes.fromHex(bind.repeat(32)));
  }

  private static Point point(Curve curve, JsonNode hex) throws DecodingException {
    return curve.decodePoint(KnownContext.bytes(hex).toArray());
  }

  private static Scalar scalar(Curve curve, JsonNode hex) {
    return curve.scalar(new BigInteger(hex.asText(), 16));
  }

  private static SecretScalar secret(Curve curve, JsonNode hex) {
    return SecretScalar.of(scalar(curve, hex));
  }
}
