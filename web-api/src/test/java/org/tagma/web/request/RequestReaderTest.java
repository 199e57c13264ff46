package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Algorithm;

class RequestReaderTest {
  private static RequestReader read(String json) throws OperationFailed {
    return RequestReader.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsTheRequestAsItCame() throws OperationFailed {
    assertEquals(
        "{\"b\":1,\"a\":{\"c\":[null,true,\"ü\"]}}",
        read(" {\"b\": 1,\n\"a\": {\"c\": [null, true, \"\\u00fc\"]}} ").json().toString());
  }

  @Test
  void rejectsAnEmptyBody() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "the request body is empty; it has to be a JSON object",
        () -> RequestReader.of(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "hello",
        "{\"keyId\":",
        "{\"keyId\":\"a\"} x",
        "{\"keyId\":\"a\"}{}",
        "{\"keyId\":\"a\",\"keyId\":\"b\"}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":123456789012345678901234567890}",
        "{\"a\":NaN}",
        "{\"a\":\"\\ud800\"}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "// comment\n{}",
      })
  void rejectsWhatIsNotStrictJson(String body) {
    OperationFailed failure = assertThrows(OperationFailed.class, () -> read(body));
    assertEquals(ErrorType.INVALID_REQUEST_BODY, failure.type());
    assertTrue(
        failure.detail().startsWith("the request body is not acceptable ("), failure.detail());
  }

  @Test
  void rejectsBytesThatAreNotUtf8() {
    byte[] body = "{\"a\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    body[6] = (byte) 0xff;
    assertEquals(
        ErrorType.INVALID_REQUEST_BODY,
        assertThrows(OperationFailed.class, () -> RequestReader.of(body)).type());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"text\"", "true"})
  void rejectsWhatIsNoObject(String body) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "the request body has to be a JSON object",
        () -> read(body));
  }

  @Test
  void readsSixtyFourLevelsAndNoMore() throws OperationFailed {
    read("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
    for (int depth : new int[] {64, 10_000}) {
      String body = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      assertEquals(
          ErrorType.INVALID_REQUEST_BODY,
          assertThrows(OperationFailed.class, () -> read(body)).type());
    }
  }

  @Test
  void neverRepeatsWhatWasSentInvalidly() {
    OperationFailed failure =
        assertThrows(OperationFailed.class, () -> read("{\"value64\": hunter2}"));
    assertTrue(!failure.detail().contains("hunter2"), failure.detail());
  }

  @Test
  void namesAnUnknownField() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'keyid'",
        () -> read("{\"keyId\":\"a\",\"keyid\":\"a\"}").only("keyId"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field '" + "x".repeat(80) + "…'",
        () -> read("{\"" + "x".repeat(1000) + "\":1}").only());
  }

  @Test
  void namesAMissingField() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'data64' is missing",
        () -> read("{}").text("data64"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'data64' is missing",
        () -> read("{\"data64\":null}").text("data64"));
    assertFails(
        ErrorType.MISSING_KEY_ID,
        "field 'keyId' is missing",
        () -> read("{\"keyId\":null}").keyId());
  }

  @Test
  void namesAFieldOfTheWrongType() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'keyId' has to be a string",
        () -> read("{\"keyId\":7}").keyId());
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'hash' has to be true or false",
        () -> read("{\"hash\":\"true\"}").flag("hash"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'operations' has to be an object of base64 strings",
        () -> read("{\"operations\":[\"aGk=\"]}").messages("operations"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'operations.a' has to be a string",
        () -> read("{\"operations\":{\"a\":null}}").messages("operations"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "wallet-7", "wallet-7:sub-1", "a:b", "a-b-c:d-e-f"})
  void acceptsKeyIdsOfTheDocumentedForm(String keyId) throws OperationFailed {
    assertEquals(keyId, read("{\"keyId\":\"" + keyId + "\"}").keyId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "a_b", "-a", "a-", "a--b", "a:", ":a", "a:b:c", "a.b", "a b", "a\\n", "ä"
      })
  void rejectsOtherKeyIds(String keyId) {
    assertEquals(
        ErrorType.INVALID_KEY_ID,
        assertThrows(OperationFailed.class, () -> read("{\"keyId\":\"" + keyId + "\"}").keyId())
            .type());
  }

  @Test
  void rejectsAKeyIdOfMoreThan255Characters() throws OperationFailed {
    assertEquals(255, read("{\"keyId\":\"" + "a".repeat(255) + "\"}").keyId().length());
    assertFails(
        ErrorType.INVALID_KEY_ID,
        "field 'keyId' is longer than 255 characters",
        () -> read("{\"keyId\":\"" + "a-".repeat(127) + "aa\"}").keyId());
  }

  @Test
  void readsAChoiceByItsExactName() throws OperationFailed {
    assertEquals(
        Algorithm.FROST, read("{\"algorithm\":\"FROST\"}").choice("algorithm", Algorithm.class));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'algorithm' has to be one of GG20, FROST",
        () -> read("{\"algorithm\":\"frost\"}").choice("algorithm", Algorithm.class));
    assertEquals(Optional.empty(), read("{}").optionalChoice("algorithm", Algorithm.class));
  }

  @Test
  void readsAGenerationFromOne() throws OperationFailed {
    assertEquals(OptionalInt.of(3), read("{\"generation\":3}").generation());
    assertEquals(OptionalInt.empty(), read("{}").generation());
    for (String bad : List.of("0", "-1", "2147483648", "\"1\"", "true")) {
      assertFails(
          ErrorType.INVALID_KEY_GENERATION,
          "field 'generation' has to be an integer from 1",
          () -> read("{\"generation\":" + bad + "}").generation());
    }
  }

  @Test
  void readsMessagesInTheirOrder() throws OperationFailed {
    var messages = read("{\"operations\":{\"z\":\"aGk=\",\"a\":\"\"}}").messages("operations");
    assertEquals(List.of("z", "a"), List.copyOf(messages.keySet()));
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), messages.get("z"));
    assertEquals(0, messages.get("a").length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aGk", "aGk=\\n", " aGk=", "aGk==", "aGl=", "_-8=", "aGk=aGk=", "=", "ä"})
  void rejectsBase64OfAnyOtherForm(String text) {
    assertFails(
        ErrorType.INVALID_BASE64,
        "field 'operations.x' is not base64 (standard alphabet, with padding)",
        () -> read("{\"operations\":{\"x\":\"" + text + "\"}}").messages("operations"));
  }

  @Test
  void rejectsAMessageOfMoreThanOneMebibyte() throws OperationFailed {
    assertEquals(
        RequestReader.MAX_MESSAGE,
        read("{\"m\":\"" + base64OfZeros(RequestReader.MAX_MESSAGE) + "\"}").message("m").length);
    String tooLarge = base64OfZeros(RequestReader.MAX_MESSAGE + 1);
    assertFails(
        ErrorType.PAYLOAD_TOO_LARGE,
        "field 'm' is larger than 1048576 bytes",
        () -> read("{\"m\":\"" + tooLarge + "\"}").message("m"));
  }

  private static String base64OfZeros(int length) {
    byte[] zeros = new byte[length];
    Arrays.fill(zeros, (byte) 0);
    return java.util.Base64.getEncoder().encodeToString(zeros);
  }
}
