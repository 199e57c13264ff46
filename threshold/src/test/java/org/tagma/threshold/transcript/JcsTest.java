package org.tagma.threshold.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.KnownAnswers;

class JcsTest {
  @Test
  void digestsTheKnownRequests() throws DecodingException {
    JsonNode cases = KnownAnswers.own("session").get("jcs");
    assertEquals(8, cases.size());
    for (JsonNode known : cases) {
      JsonNode object =
          JsonNodeFactory.instance
              .objectNode()
              .put("op", known.get("op").asText())
              .set("request", known.get("request"));
      byte[] canonical = Jcs.canonical(object);
      assertEquals(known.get("canonical").asText(), new String(canonical, UTF_8));
      assertEquals(known.get("requestDigest").asText(), Sha256.of(canonical).hex());
      assertEquals(object, Jcs.parseCanonical(canonical));
    }
  }

  @Test
  void ordersMembersByUtf16CodeUnits() throws DecodingException {
    // the example of RFC 8785 section 3.2.3
    String members =
        "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";
    String canonical = new String(Jcs.canonical(Jcs.parse(members.getBytes(UTF_8))), UTF_8);
    assertEquals(
        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}",
        canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{} {}",
        "1 2",
        "[1,]",
        "{a:1}",
        "{'a':1}",
        "[01]",
        "[1.0]",
        "[1e2]",
        "[9007199254740992]",
        "[-9007199254740992]",
        "[123456789012345678901234567890]",
        "[NaN]",
        "[+1]",
        "\"\\ud800\"",
        "{\"\\udc00x\":1}",
        "\"\t\"",
        "// note\n1",
        "\ufeff{}",
        "nul",
        "{\"a\"}",
        "[",
        "{\"a\":"
      })
  void refusesWhatIsNotStrict(String json) {
    assertThrows(DecodingException.class, () -> Jcs.parse(json.getBytes(UTF_8)));
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (String bad :
        List.of("22c08022", "22eda08022", "22ff22", "22f490808022", "22c3", "fffe2200")) {
      assertThrows(DecodingException.class, () -> Jcs.parse(Bytes.fromHex(bad).toArray()), bad);
    }
  }

  @Test
  void nestsSixtyFourLevelsAndNoMore() throws DecodingException {
    String deepest = "[".repeat(64) + "]".repeat(64);
    assertEquals(deepest, new String(Jcs.canonical(Jcs.parse(deepest.getBytes(UTF_8))), UTF_8));
    byte[] deeper = ("[" + deepest + "]").getBytes(UTF_8);
    assertThrows(DecodingException.class, () -> Jcs.parse(deeper));
    JsonNode node = JsonNodeFactory.instance.arrayNode().add(Jcs.parse(deepest.getBytes(UTF_8)));
    assertThrows(DecodingException.class, () -> Jcs.canonical(node));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ }",
        "{\"b\":1,\"a\":2}",
        "[-0]",
        "\"\\u0061\"",
        "\"\\/\"",
        "\"\\u001F\"",
        "1\n"
      })
  void parsesButDoesNotTakeForCanonical(String json) throws DecodingException {
    Jcs.parse(json.getBytes(UTF_8));
    assertThrows(DecodingException.class, () -> Jcs.parseCanonical(json.getBytes(UTF_8)));
  }

  @Test
  void refusesNumbersThatAreNotIntegers() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    assertThrows(DecodingException.class, () -> Jcs.canonical(nodes.numberNode(1.5)));
    assertThrows(DecodingException.class, () -> Jcs.canonical(nodes.numberNode(1L << 53)));
    assertThrows(DecodingException.class, () -> Jcs.canonical(nodes.textNode("\udfff")));
    assertThrows(DecodingException.class, () -> Jcs.canonical(nodes.binaryNode(new byte[1])));
  }

  @Test
  void doesNotRepeatTheInputInItsErrors() {
    DecodingException refused =
        assertThrows(
            DecodingException.class, () -> Jcs.parse("{\"secret\":hunter2}".getBytes(UTF_8)));
    assertFalse(refused.getMessage().contains("hunter2"));
    assertEquals(null, refused.getCause());
  }
}
