package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.kat.KnownAnswers;

class HashToCurveTest {
  @ParameterizedTest
  @CsvSource({"SECP256K1, secp256k1", "P256, P256"})
  void findsThePublishedPoints(String apiName, String file) {
    JsonNode known = KnownAnswers.published("hash-to-curve/" + file + "_XMD-SHA-256_SSWU_RO_.json");
    byte[] dst = known.get("dst").textValue().getBytes(StandardCharsets.UTF_8);
    int done = 0;
    for (JsonNode vector : known.get("vectors")) {
      byte[] message = vector.get("msg").textValue().getBytes(StandardCharsets.UTF_8);
      String x = vector.get("P").get("x").textValue().substring(2);
      String y = vector.get("P").get("y").textValue();
      boolean odd = Character.digit(y.charAt(y.length() - 1), 16) % 2 == 1;
      assertEquals(
          (odd ? "03" : "02") + x,
          Bytes.of(HashToCurve.point(Curve.named(apiName), message, dst).encode()).hex(),
          vector.get("msg")::toString);
      done++;
    }
    assertTrue(done >= 5, "only " + done);
  }
}
