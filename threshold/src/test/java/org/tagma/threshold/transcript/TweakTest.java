package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.kat.KnownAnswers;

class TweakTest {
  @Test
  void givesTheKnownScalars(TestReporter reporter) {
    int done = 0;
    int refused = 0;
    for (JsonNode known : KnownAnswers.own("session").get("tweak")) {
      String curve = known.get("curve").asText();
      String keyId = known.get("keyId").asText();
      String tweak = known.get("tweak").asText();
      assertEquals(
          known.get("message").asText(),
          Bytes.of(Tlv.of().text(keyId).text(curve).text(tweak).encode()).hex());
      if (curve.equals("ED25519")) {
        assertThrows(IllegalArgumentException.class, () -> Curve.named(curve));
        refused++;
        continue;
      }
      assertEquals(
          known.get("tau").asText(),
          Bytes.of(Tweak.scalar(Curve.named(curve), keyId, tweak).encode()).hex());
      done++;
    }
    assertEquals(8, done);
    assertEquals(4, refused);
    reporter.publishEntry("ED25519 tweaks refused for now", String.valueOf(refused));
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
