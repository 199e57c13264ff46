package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.KeyExpiries.Place;
import org.tagma.protocols.operation.KeyExpiries.Query;
import org.tagma.threshold.key.KeyPolicy;

class ExpiryQueriesTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  @ParameterizedTest
  @CsvSource({
    "windowSec=60, 1000, 1060",
    "from=1200&windowSec=60, 1200, 1260",
    "from=1200&to=1210&windowSec=60, 1200, 1210",
    "from=1200&to=1300&windowSec=60, 1200, 1260",
    "from=10&to=1970-01-01T00:00:20Z, 10, 20",
    "to=1001, 1000, 1001"
  })
  void readsASpan(String query, long from, long to) throws OperationFailed {
    Query read = ExpiryQueries.within(query, KeyPolicy.Use.PROCESS, NOW);
    assertEquals(Optional.of(Instant.ofEpochSecond(from)), read.from());
    assertEquals(Optional.of(Instant.ofEpochSecond(to)), read.to());
    assertEquals(50, read.limit());
    assertEquals(KeyPolicy.Use.PROCESS, read.use());
    assertEquals(read, ExpiryQueries.within("type=PROCESS&" + query, NOW));
  }

  @Test
  void readsASpanWithoutAnEndAndAPage() throws OperationFailed {
    Query read = ExpiryQueries.within("type=APPLY&from=5&limit=7&cursor=" + Cursor.of(9, 4), NOW);
    assertEquals(Optional.empty(), read.to());
    assertEquals(Optional.of(new Place(9, 4)), read.after());
    assertEquals(7, read.limit());
    Query over = ExpiryQueries.over("type=APPLY", NOW);
    assertEquals(Optional.empty(), over.from());
    assertEquals(Optional.of(NOW), over.to());
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    assertFails(
        ErrorType.MISSING_EXPIRE_TYPE,
        "query parameter 'type' is missing",
        () -> ExpiryQueries.within("windowSec=1", NOW));
    assertFails(
        ErrorType.MISSING_EXPIRE_TYPE,
        "query parameter 'type' is missing",
        () -> ExpiryQueries.over(null, NOW));
    assertFails(
        ErrorType.MISSING_WINDOW,
        "one of the query parameters 'windowSec', 'from', 'to' is needed",
        () -> ExpiryQueries.within("type=APPLY", NOW));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'type' has to be one of APPLY, PROCESS",
        () -> ExpiryQueries.over("type=apply", NOW));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown query parameter 'type'",
        () -> ExpiryQueries.within("type=APPLY&windowSec=1", KeyPolicy.Use.APPLY, NOW));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'to' is before 'from', or before now",
        () -> ExpiryQueries.within("type=APPLY&to=999", NOW));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'from' has to be epoch seconds or an instant like 2026-01-31T12:00:00Z",
        () -> ExpiryQueries.within("type=APPLY&from=now", NOW));
    assertFails(
        ErrorType.INVALID_CURSOR,
        "query parameter 'cursor' is none that this keeper gave",
        () -> ExpiryQueries.over("type=APPLY&cursor=" + Cursor.of(1), NOW));
  }
}
