package org.tagma.web.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.audit.AuditQuery;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.request.Cursor;

class AuditQueriesTest {

  @Test
  void readsEveryFilter() throws OperationFailed {
    AuditQuery query =
        AuditQueries.events(
            "from=0&to=1000&event=sign&keyId=a&actor=ops&operationId=o&imposter=keeper-1&dead=keeper-2&outcome=503&limit=7&cursor="
                + Cursor.of(42));
    assertEquals(
        new AuditQuery(
            Optional.of(Instant.EPOCH),
            Optional.of(Instant.ofEpochSecond(1)),
            Optional.of("sign"),
            Optional.of("a"),
            Optional.of("ops"),
            Optional.of("o"),
            Optional.of("keeper-1"),
            Optional.of("keeper-2"),
            Optional.of("503"),
            OptionalLong.of(42),
            7),
        query);
  }

  @Test
  void asksForFiftyRecordsWhenNothingIsSaid() throws OperationFailed {
    AuditQuery query = AuditQueries.events(null);
    assertEquals(50, query.limit());
    assertEquals(OptionalLong.empty(), query.before());
    assertEquals(200, AuditQueries.events("limit=200").limit());
  }

  @Test
  void rejectsATimeSpanThatEndsBeforeItBegins() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'to' is before 'from'",
        () -> AuditQueries.events("from=2&to=1"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, Long.MAX_VALUE})
  void comesBackToWhereAPageEnded(long sequence) throws OperationFailed {
    assertEquals(sequence, Cursor.place(Cursor.of(sequence), 1)[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "AQAAAAAAAAA",
        "AgAAAAAAAAAq",
        "AQAAAAAAAAAqAA",
        "Af__________",
        "AQAAAAAAAAAq=",
        "%00"
      })
  void rejectsACursorThatItDidNotGive(String cursor) {
    assertFails(
        ErrorType.INVALID_CURSOR,
        "query parameter 'cursor' is none that this keeper gave",
        () -> AuditQueries.events("cursor=" + cursor));
  }
}
