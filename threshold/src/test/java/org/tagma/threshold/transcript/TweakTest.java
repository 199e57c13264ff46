package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.kat.KnownAnswers;

class TweakTest {
  @Test
  void givesTheKnownScalars() {
    int done = 0;
    for (JsonNode known : KnownAnswers.own("session").get("tweak")) {
      String curve = known.get("curve").asText();
      String keyId = known.get("keyId").asText();
      String tweak = known.get("tweak").asText();
      assertEquals(
          known.get("message").asText(),
          Bytes.of(Tlv.of().text(keyId).text(curve).text(tweak).encode()).hex());
      assertEquals(
          known.get("tau").asText(),
          "%064x".formatted(Tweak.scalar(Curve.named(curve), keyId, tweak).value()));
      done++;
    }
    assertEquals(12, done);
  }

  @Test
  void noTweakIsZero() {
    assertTrue(Tweak.scalar(Curve.named("P256"), "k", null).isZero());
    assertTrue(Tweak.scalar(Curve.named("P256"), "k", "").isZero());
  }

  @Test
  void digestsTheKnownCredentials() {
    JsonNode cases = KnownAnswers.own("session").get("credentialDigest");
    assertEquals(4, cases.size());
    for (JsonNode known : cases) {
      Tlv credential =
          Tlv.of()
              .bytes(KnownContext.bytes(known.get("sid")))
              .text(known.get("credential").asText());
      assertEquals(known.get("digest").asText(), credential.sha256().hex());
    }
  }
}
