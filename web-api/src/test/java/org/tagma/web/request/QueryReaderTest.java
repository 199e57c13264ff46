package org.tagma.web.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagma.web.Failures.assertFails;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.audit.FaultCount;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

class QueryReaderTest {

  @Test
  void readsPercentEncodedParameters() throws OperationFailed {
    QueryReader query =
        QueryReader.of(
            "keyId=a%3Ab&actor=J%C3%BCrgen+B.&generation=2", "keyId", "actor", "generation");
    assertEquals("a:b", query.keyId());
    assertEquals(Optional.of("Jürgen B."), query.text("actor"));
    assertEquals(OptionalInt.of(2), query.generation());
  }

  @Test
  void takesNoQueryAndEmptyParametersForAbsent() throws OperationFailed {
    assertEquals(Optional.empty(), QueryReader.of(null, "actor").text("actor"));
    assertEquals(Optional.empty(), QueryReader.of("actor=&&", "actor").text("actor"));
    assertFails(
        ErrorType.MISSING_KEY_ID,
        "query parameter 'keyId' is missing",
        () -> QueryReader.of("keyId", "keyId").keyId());
  }

  @Test
  void namesUnknownAndRepeatedParameters() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "unknown query parameter 'keyid'",
        () -> QueryReader.of("keyid=a", "keyId"));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'keyId' appears twice",
        () -> QueryReader.of("keyId=a&keyId=a", "keyId"));
  }

  @Test
  void rejectsBytesThatAreNotUtf8() {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "the query is not percent-encoded UTF-8",
        () -> QueryReader.of("actor=%ff", "actor"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1767225600000", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"})
  void readsAMomentInMillisecondsOrAsAnInstant(String text) throws OperationFailed {
    assertEquals(
        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
        QueryReader.of("from=" + text, "from").instant("from"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "-1", "2026-01-01", "99999999999999999999"})
  void rejectsOtherMoments(String text) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'from' has to be epoch milliseconds or an instant like 2026-01-31T12:00:00Z",
        () -> QueryReader.of("from=" + text, "from").instant("from"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "1.0", "x", "9999999999"})
  void rejectsNumbersOutOfBounds(String text) {
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'limit' has to be an integer from 1 to 200",
        () -> QueryReader.of("limit=" + text, "limit").number("limit", 1, 200, 50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "9999999999"})
  void rejectsGenerationsBelowOne(String text) {
    assertFails(
        ErrorType.INVALID_KEY_GENERATION,
        "query parameter 'generation' has to be an integer from 1",
        () -> QueryReader.of("generation=" + text, "generation").generation());
  }

  @Test
  void readsAKeeper() throws OperationFailed {
    assertEquals(Optional.of("keeper-16"), QueryReader.of("dead=keeper-16", "dead").keeper("dead"));
    for (String bad : new String[] {"keeper-0", "keeper-17", "3", "keeper-03", "Keeper-1"}) {
      assertFails(
          ErrorType.INVALID_REQUEST_BODY,
          "query parameter 'dead' has to be a keeper, like keeper-1",
          () -> QueryReader.of("dead=" + bad, "dead").keeper("dead"));
    }
  }

  @Test
  void readsAChoiceInLowerCase() throws OperationFailed {
    assertEquals(
        FaultCount.By.DAY,
        QueryReader.of("by=day", "by").choice("by", FaultCount.By.class, FaultCount.By.KEEPER));
    assertFails(
        ErrorType.INVALID_REQUEST_BODY,
        "query parameter 'by' has to be one of keeper, rule, day",
        () ->
            QueryReader.of("by=week", "by")
                .choice("by", FaultCount.By.class, FaultCount.By.KEEPER));
  }

  @Test
  void readsATweakOfTheRightForm() throws OperationFailed {
    assertEquals(Optional.of("m/0:a_b-c"), QueryReader.of("tweak=m/0%3Aa_b-c", "tweak").tweak());
    assertEquals(Optional.empty(), QueryReader.of("tweak=", "tweak").tweak());
    for (String bad : new String[] {"M", "a b", "a".repeat(256)}) {
      assertFails(
          ErrorType.INVALID_TWEAK,
          "query parameter 'tweak' has to be 1 to 255 of a-z 0-9 : _ - /",
          () -> QueryReader.of("tweak=" + bad, "tweak").tweak());
    }
  }
}
