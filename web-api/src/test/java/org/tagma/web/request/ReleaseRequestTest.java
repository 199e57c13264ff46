package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

class ReleaseRequestTest {
  private static ReleaseRequest read(String json) throws OperationFailed {
    return ReleaseRequest.of(RequestReader.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertInvalid(String detail, String json) {
    assertFails(ErrorType.INVALID_REQUEST_BODY, detail, () -> read(json));
  }

  @Test
  void readsTheReason() throws OperationFailed {
    assertEquals("x".repeat(500), read("{\"reason\":\"" + "x".repeat(500) + "\"}").reason());
  }

  @Test
  void wantsAReasonAndNothingElse() {
    String length = "field 'reason' must have 1 to 500 characters";
    assertInvalid("field 'reason' is missing", "{}");
    assertInvalid(length, "{\"reason\":\" \"}");
    assertInvalid(length, "{\"reason\":\"" + "x".repeat(501) + "\"}");
    assertInvalid("unknown field 'force'", "{\"reason\":\"x\",\"force\":true}");
  }
}
