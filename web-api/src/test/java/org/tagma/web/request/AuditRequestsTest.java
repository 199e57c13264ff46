package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

class AuditRequestsTest {
  private static RequestReader reader(String body) throws OperationFailed {
    return RequestReader.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsARecordAndManyRecords() throws OperationFailed {
    String one = "{'event':{'id':'a','n':1},'signature':'s'}";
    assertEquals("s", AuditRequests.one(reader(one)).signature());
    assertEquals(1, AuditRequests.one(reader(one)).event().get("n").intValue());
    assertEquals(
        2,
        AuditRequests.batch(reader("{'logs':[" + one + "," + one.replace("'a'", "'b'") + "]}"))
            .size());
  }

  @Test
  void saysWhichFieldIsMissing() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'event' is missing",
        () -> AuditRequests.one(reader("{'signature':'s'}")));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'signature' is missing",
        () -> AuditRequests.one(reader("{'event':{}}")));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'logs' is missing",
        () -> AuditRequests.batch(reader("{}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "{}",
        "{'event':{'id':'a'}}",
        "{'event':{},'signature':'s'}",
        "{'event':{'id':1},'signature':'s'}",
        "{'event':{'id':'a'},'signature':'s','more':1}"
      })
  void saysWhichRecordIsNone(String record) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'logs[1]' has to be an object of 'event', which has an 'id', and 'signature'",
        () ->
            AuditRequests.batch(
                reader("{'logs':[{'event':{'id':'z'},'signature':'s'}," + record + "]}")));
  }

  @Test
  void takesNeitherNoneNorTooManyNorTheSameTwice() {
    String one = "{'event':{'id':'a'},'signature':'s'}";
    for (String logs : new String[] {"1", "[]", "[" + (one + ",").repeat(1000) + one + "]"}) {
      assertFails(
          ErrorType.INVALID_REQUEST_BODY,
          "field 'logs' has to be an array of 1 to 1000 records",
          () -> AuditRequests.batch(reader("{'logs':" + logs + "}")));
    }
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "field 'logs' has two records of one id",
        () -> AuditRequests.batch(reader("{'logs':[" + one + "," + one + "]}")));
  }
}
