package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

class SealRequestsTest {
  private static RequestReader reader(String members) throws OperationFailed {
    return RequestReader.of(
        ("{" + members + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static SealRequests.Initialise initialise(String members) throws OperationFailed {
    return SealRequests.initialise(reader(members));
  }

  private static SealRequests.Unseal unseal(String members) throws OperationFailed {
    return SealRequests.unseal(reader(members));
  }

  @Test
  void readsARequestToInitialise() throws OperationFailed {
    assertEquals(
        new SealRequests.Initialise("keeper-1", 2, 3),
        initialise("'peerId':'keeper-1','threshold':2,'total':3"));
    assertEquals(
        new SealRequests.Initialise("keeper-1", 16, 16),
        initialise("'peerId':'keeper-1','threshold':16,'total':16"));
  }

  @Test
  void needsEveryFieldToInitialise() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'peerId' is missing",
        () -> initialise("'threshold':2,'total':3"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'threshold' is missing",
        () -> initialise("'peerId':'keeper-1','total':3"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'total' is missing",
        () -> initialise("'peerId':'keeper-1','threshold':2"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown field 'shares'",
        () -> initialise("'peerId':'keeper-1','threshold':2,'total':3,'shares':3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "17", "'2'", "4294967298"})
  void needsAThresholdThatASealCanHave(String threshold) {
    assertFails(
        ErrorType.INVALID_THRESHOLD,
        "field 'threshold' has to be an integer from 1 to 16",
        () -> initialise("'peerId':'keeper-1','total':3,'threshold':" + threshold));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "17", "true"})
  void needsATotalThatReachesTheThreshold(String total) {
    assertFails(
        ErrorType.INVALID_TOTAL,
        "field 'total' has to be an integer from 2 to 16",
        () -> initialise("'peerId':'keeper-1','threshold':2,'total':" + total));
  }

  @Test
  void readsOneShareOrManyOrNoneToReset() throws OperationFailed {
    SealRequests.Unseal one = unseal("'payload64':'aGk='");
    assertEquals(1, one.shares().size());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), one.shares().get(0));
    assertFalse(one.reset());
    SealRequests.Unseal many = unseal("'payloads64':['aGk=','AAA='],'reset':true");
    assertEquals(2, many.shares().size());
    assertArrayEquals(new byte[2], many.shares().get(1));
    assertTrue(many.reset());
    SealRequests.Unseal none = unseal("'reset':true");
    assertEquals(List.of(), none.shares());
    assertTrue(none.reset());
  }

  @Test
  void needsAShareUnlessItResets() {
    for (String body : List.of("", "'reset':false", "'payload64':null")) {
      assertFails(
          ErrorType.INVALID_REQUEST_BODY, "field 'payload64' is missing", () -> unseal(body));
    }
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "only one of the fields 'payload64' and 'payloads64' may be given",
        () -> unseal("'payload64':'aGk=','payloads64':['aGk=']"));
  }

  @Test
  void boundsTheSharesOfARequest() throws OperationFailed {
    String sixteen = "'aGk='" + ",'aGk='".repeat(15);
    assertEquals(16, unseal("'payloads64':[" + sixteen + "]").shares().size());
    for (String list : List.of("[]", "[" + sixteen + ",'aGk=']", "'aGk='", "{}")) {
      assertFails(
          ErrorType.INVALID_REQUEST_BODY,
          "field 'payloads64' has to be an array of 1 to 16 base64 strings",
          () -> unseal("'payloads64':" + list));
    }
  }

  @Test
  void saysWhichValueIsNoBase64AndRepeatsNone() {
    assertFails(
        ErrorType.INVALID_BASE64,
        "field 'payload64' is not base64 (standard alphabet, with padding)",
        () -> unseal("'payload64':'secret-share'"));
    assertFails(
        ErrorType.INVALID_BASE64,
        "field 'payloads64[1]' is not base64 (standard alphabet, with padding)",
        () -> unseal("'payloads64':['aGk=','secret-share']"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'payloads64[0]' has to be a string",
        () -> unseal("'payloads64':[1]"));
  }

  @Test
  void erasesTheSharesAndShowsNone() throws OperationFailed {
    SealRequests.Unseal request = unseal("'payloads64':['aGk=','//8=']");
    assertEquals("Unseal[2 shares, redacted, reset=false]", request.toString());
    request.erase();
    request.shares().forEach(share -> assertArrayEquals(new byte[2], share));
  }
}
