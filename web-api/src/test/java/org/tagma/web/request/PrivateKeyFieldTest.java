package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.transcript.Sha256;

class PrivateKeyFieldTest {
  /** Its base64 has a solidus and a plus. */
  private static final byte[] KEY = key();

  private static final String VALUE = Base64.getEncoder().encodeToString(KEY);
  private static final String HASH = Base64.getEncoder().encodeToString(Sha256.of(KEY).toArray());

  private static byte[] key() {
    byte[] key = "a private key that looks like it".getBytes(StandardCharsets.US_ASCII);
    key[0] = (byte) 0xff;
    key[1] = (byte) 0xef;
    key[2] = (byte) 0xbe;
    return key;
  }

  private static byte[] body(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'value64':'KEY'}",
        " {\n\t'value64' \r\n:  'KEY' , 'keyId':'a'}",
        "{'keyId':'value64','value64':'KEY','x':{'value64':'other'}}",
        "{'x':{'value64':'other'},'y':['value64',':','other'],'value64':'KEY'}",
        "{'x':'\\'value64','é':'{','y':'}','value64':'KEY'}",
        "{'value64':'KEY','more':'\\\\'}"
      })
  void isTakenFromTheBytesAndItsHashStandsInItsPlace(String json) throws OperationFailed {
    String quoted = json.replace('\'', '"');
    byte[] body = body(quoted.replace("KEY", VALUE));
    try (PrivateKeyField field = PrivateKeyField.takenFrom(body)) {
      assertEquals(quoted.replace("KEY", HASH), text(body));
      assertArrayEquals(KEY, field.of(RequestReader.of(body)));
    }
  }

  @Test
  void mayBeWrittenWithTheEscapesThatClientsUse() throws OperationFailed {
    assertTrue(VALUE.startsWith("/++") && VALUE.endsWith("="), VALUE);
    String[] written = {
      VALUE.replace("/", "\\/"),
      VALUE.replace("+", "\\u002b"),
      VALUE.replace("+", "\\u002B").replace("/", "\\/").replace("=", "\\u003d")
    };
    for (String escaped : written) {
      byte[] body = body("{\"value64\":\"" + escaped + "\",\"keyId\":\"a\"}");
      try (PrivateKeyField field = PrivateKeyField.takenFrom(body)) {
        String blanks = " ".repeat(escaped.length() - VALUE.length());
        assertEquals("{\"value64\":\"" + HASH + "\"" + blanks + ",\"keyId\":\"a\"}", text(body));
        assertArrayEquals(KEY, field.of(RequestReader.of(body)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "AAA",
        "A A=",
        "\\n",
        "\\u00",
        "\\u0141\\u0041==",
        "\\u003Z",
        "\\\\/",
        "\\\"",
        "AAB="
      })
  void whatIsNoBase64IsNotReadFurther(String value) {
    assertFails(
        ErrorType.INVALID_BASE64,
        "field 'value64' is not base64 (standard alphabet, with padding)",
        () -> PrivateKeyField.takenFrom(body("{\"value64\":\"" + value + "\"")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 64})
  void anotherLengthIsNoPrivateKey(int length) {
    String value = Base64.getEncoder().encodeToString(new byte[length]);
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'value64' is no private key: a private key has 32 bytes",
        () -> PrivateKeyField.takenFrom(body("{\"value64\":\"" + value + "\"}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "\"value64\":\"A\"",
        "[\"value64\",\"A\"]",
        "{\"value64\"",
        "{\"value64\":",
        "{\"value64\":\"A",
        "{\"value64\":\"A\\\"",
        "{\"value64\":\"A\\",
        "{\"value64\":null}",
        "{\"value64\" \"A\"}",
        "{\"value6\":\"A\"}",
        "{\"value644\":\"A\"}",
        "{\"x\":{\"value64\":\"A\"}}"
      })
  void aBodyWithoutOneStaysAsItIs(String json) throws OperationFailed {
    byte[] body = body(json);
    PrivateKeyField.takenFrom(body).close();
    assertEquals(json, text(body));
  }

  @Test
  void onlyWhatWasTakenIsTheRequests() throws OperationFailed {
    byte[] escaped = body("{\"v\\u0061lue64\":\"" + VALUE + "\"}");
    try (PrivateKeyField none = PrivateKeyField.takenFrom(escaped)) {
      RequestReader request = RequestReader.of(escaped);
      assertFails(
          ErrorType.INVALID_REQUEST_BODY,
          "field 'value64': its name may not be written with escapes",
          () -> none.of(request));
    }
    byte[] twice = body("{\"value64\":\"" + VALUE + "\",\"value64\":\"" + VALUE + "\"}");
    PrivateKeyField.takenFrom(twice).close();
    assertThrows(OperationFailed.class, () -> RequestReader.of(twice));
  }

  @Test
  void isErasedAndShowsNothing() throws OperationFailed {
    byte[] body = body("{\"value64\":\"" + VALUE + "\"}");
    PrivateKeyField field = PrivateKeyField.takenFrom(body);
    RequestReader request = RequestReader.of(body);
    assertEquals("PrivateKeyField[redacted]", field.toString());
    assertFalse(Arrays.equals(new byte[32], field.of(request)));
    field.close();
    assertArrayEquals(new byte[32], field.of(request));
  }
}
