package org.tagma.threshold.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.kat.KnownAnswers;

class ExpandMessageTest {
  @ParameterizedTest
  @ValueSource(strings = {"SHA256_38", "SHA256_256", "SHA512_38"})
  void givesThePublishedBytes(String file) {
    JsonNode vectors = KnownAnswers.published("hash-to-curve/expand_message_xmd_" + file + ".json");
    byte[] dst = vectors.get("DST").asText().getBytes(UTF_8);
    for (JsonNode vector : vectors.get("tests")) {
      byte[] message = vector.get("msg").asText().getBytes(UTF_8);
      int n = Integer.decode(vector.get("len_in_bytes").asText());
      byte[] uniform =
          file.startsWith("SHA256")
              ? ExpandMessage.xmdSha256(message, dst, n)
              : ExpandMessage.xmdSha512(message, dst, n);
      assertEquals(vector.get("uniform_bytes").asText(), Bytes.of(uniform).hex());
    }
  }

  @Test
  void expandsToAtMost255Blocks() {
    byte[] none = new byte[0];
    assertEquals(255 * 32, ExpandMessage.xmdSha256(none, none, 255 * 32).length);
    assertThrows(
        IllegalArgumentException.class, () -> ExpandMessage.xmdSha256(none, none, 255 * 32 + 1));
    assertThrows(IllegalArgumentException.class, () -> ExpandMessage.xmdSha512(none, none, 0));
  }
}
