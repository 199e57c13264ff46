package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The audit records that a keeper has of an operation. */
final class Audit {
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(75);

  private Audit() {}

  /** All of them now, oldest first. */
  static List<JsonNode> records(KeeperUnderTest keeper, String operationId) {
    Answer answer = keeper.get("/audit/operations/" + operationId);
    assertEquals(200, answer.status(), answer.text());
    List<JsonNode> records = new ArrayList<>();
    answer.json().path("items").forEach(records::add);
    return records;
  }

  static List<String> events(List<JsonNode> records) {
    return records.stream().map(record -> record.path("event").asText()).toList();
  }

  /** Waits until the keeper has exactly these records of the operation, and returns the last. */
  static JsonNode awaitLast(KeeperUnderTest keeper, String operationId, String... events) {
    List<JsonNode> records =
        Eventually.value(
            CLOSED_WITHIN,
            () -> records(keeper, operationId),
            found -> events(found).equals(List.of(events)));
    return records.get(records.size() - 1);
  }

  /**
   * Waits until the keeper has closed all its sessions of the operation, and returns how; nothing
   * where it took no part.
   */
  static List<JsonNode> awaitClosed(KeeperUnderTest keeper, String operationId, String event) {
    List<JsonNode> records =
        Eventually.value(
            CLOSED_WITHIN,
            () -> records(keeper, operationId),
            found -> named(event + ".open", found).size() == named(event + ".close", found).size());
    List<JsonNode> closed = named(event + ".close", records);
    assertEquals(2 * closed.size(), records.size(), () -> "of other events: " + events(records));
    return closed;
  }

  private static List<JsonNode> named(String event, List<JsonNode> records) {
    return records.stream().filter(r -> r.path("event").asText().equals(event)).toList();
  }

  /** The coordinator's outcome record says what its answer says. */
  static JsonNode checkOutcome(KeeperUnderTest coordinator, String event, Answer answer) {
    String operationId = answer.text("operationId");
    List<JsonNode> records = records(coordinator, operationId);
    assertEquals(List.of(event + ".intent", event), events(records));
    JsonNode outcome = records.get(1);
    assertEquals(coordinator.name(), outcome.path("peerId").asText());
    assertEquals("tagma-local", outcome.path("auth").path("subject").asText());
    assertEquals(answer.status(), outcome.path("outcome").path("statusCode").asInt());
    assertEquals(answer.text("errorType"), outcome.path("outcome").path("error").asText());
    for (String list : List.of("imposters", "dead", "refused", "faults")) {
      assertEquals(answer.json().path(list), outcome.path(list), list);
    }
    if (answer.json().has("attempts")) {
      assertEquals(
          answer.json().path("attempts"), outcome.path("context").path("attempts"), "attempts");
    }
    return outcome;
  }

  /** The keeper took part in the operation's successful attempt, and accuses nobody. */
  static void checkGoodPart(KeeperUnderTest participant, String event, String operationId) {
    JsonNode close = awaitLast(participant, operationId, event + ".open", event + ".close");
    assertEquals(200, close.path("outcome").path("statusCode").asInt());
    assertEquals(List.of(), Faults.of(close));
    for (String list : List.of("imposters", "dead", "refused")) {
      assertEquals(0, close.path(list).size(), list);
    }
  }

  /** The keeper was not asked in this operation. */
  static void checkNoPart(KeeperUnderTest keeper, String operationId) {
    assertEquals(List.of(), records(keeper, operationId));
  }

  /** All records, oldest first. */
  static List<JsonNode> trail(KeeperUnderTest keeper) {
    List<JsonNode> records = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = keeper.get("/audit/events?limit=200" + cursor);
      assertEquals(200, page.status(), page.text());
      page.json().path("items").forEach(records::add);
      cursor = page.json().hasNonNull("next") ? "&cursor=" + page.text("next") : "";
    } while (!cursor.isEmpty());
    Collections.reverse(records);
    return records;
  }

  /** The chain is whole, and each record names the hash of the one before. */
  static void checkChain(KeeperUnderTest keeper, List<JsonNode> trail) {
    Answer check = keeper.get("/audit/chain/verify");
    assertEquals(200, check.status(), check.text());
    assertTrue(check.json().path("valid").booleanValue(), check.text());
    assertTrue(check.json().path("records").asLong() >= trail.size(), check.text());
    for (int i = 1; i < trail.size(); i++) {
      assertEquals(
          trail.get(i - 1).path("hash").asText(), trail.get(i).path("previousHash").asText());
    }
  }
}
