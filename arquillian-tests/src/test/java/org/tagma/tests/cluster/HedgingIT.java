package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** Keepers that hedge, one of which hangs (SIGSTOP), and what their logs say of an operation. */
@Order(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HedgingIT {
  @RegisterExtension static final SharedCluster CLUSTER = SharedCluster.hedging();

  private static final int USUAL = 10; // requests, so that the usual time of both peers is known
  private static final int MOST_TRIES = 4;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);
  private static final Duration LOGGED_WITHIN = Duration.ofSeconds(30);

  private static KeyUnderTest key;

  /** A generation directly after {@code up} must not find anybody missing. */
  @Test
  @Order(1)
  void aKeyCanBeMadeAsSoonAsTheClusterIsUp() {
    key = KeyUnderTest.create(CLUSTER.keeper(3), "hedging-it");
  }

  /** A coordinator that was overloaded meanwhile accuses nobody of silence, and is asked again. */
  @Test
  @Order(2)
  void aHungKeeperCostsNoDeadlineAndIsDeadOnlyAfterIt() throws ClusterFailure {
    Optional<JsonNode> late = Optional.empty();
    for (int hung = 1; hung <= MOST_TRIES && late.isEmpty(); hung++) {
      CLUSTER.running(1, 2, 3);
      late = afterAHungKeeper(CLUSTER.keeper(1));
    }
    JsonNode record = late.orElseThrow();
    assertEquals(List.of("keeper-3 DEAD ROUND_TIMEOUT round 1 attempt 1"), Faults.of(record));
    assertTrue(
        record.path("faults").path(0).path("afterMillis").asLong()
            >= SharedCluster.ROUND_DEADLINE.toMillis(),
        record.toString());
    Answer later = sign(CLUSTER.keeper(1));
    Faults.checkKnownDead(later, "keeper-3");
    assertEquals(1, later.json().path("attempts").asInt());
  }

  private static Optional<JsonNode> afterAHungKeeper(KeeperUnderTest coordinator)
      throws ClusterFailure {
    for (int request = 0; request < USUAL; request++) {
      sign(coordinator);
    }
    CLUSTER.keeper(3).pause();

    long begun = System.nanoTime();
    Answer first = sign(coordinator);
    boolean asked = first.json().path("attempts").asInt() > 1; // else it asks keeper 3 now
    Answer hedged = asked ? first : sign(coordinator);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertEquals(2, hedged.json().path("attempts").asInt(), hedged.text());
    assertEquals(List.of(), Faults.of(hedged), "it is still within its deadline");
    assertEquals(List.of(), hedged.list("dead"));
    assertTrue(took.compareTo(SharedCluster.ROUND_DEADLINE) < 0, "took " + took);
    Audit.checkGoodPart(CLUSTER.keeper(2), "sign", hedged.text("operationId"));
    return Eventually.within(
            TOLD_WITHIN,
            () -> Audit.records(coordinator, hedged.text("operationId")),
            r -> Audit.events(r).equals(List.of("sign.intent", "sign", "operation.late")))
        .map(records -> records.get(2));
  }

  @Test
  @Order(3)
  void theHungKeeperAccusesNobodyWhenItGoesOn() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      assertEquals(List.of(), sign(coordinator).list("dead"));
    }
    for (JsonNode record : Audit.trail(CLUSTER.keeper(3))) {
      assertEquals(0, record.path("imposters").size(), record.toString());
    }
  }

  @Test
  @Order(4)
  void everyKeeperThatTookPartLogsTheOperationIdOfTheAnswer() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    Answer answer = sign(CLUSTER.keeper(2));
    String id = answer.text("operationId");
    long took = CLUSTER.keepers().stream().filter(k -> !Audit.records(k, id).isEmpty()).count();
    assertTrue(took >= 2, answer.text());
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      if (!Audit.records(keeper, id).isEmpty()) {
        Eventually.value(LOGGED_WITHIN, () -> about(keeper, id), lines -> !lines.isEmpty());
      }
    }
    assertEquals(
        List.of(id + ": sign 200"),
        about(CLUSTER.keeper(2), id).stream()
            .map(line -> line.path("LogMessage").asText())
            .filter(message -> message.contains(": sign "))
            .toList());
  }

  @Test
  @Order(5)
  void everyLineOfTheLogIsAnObjectAndNoneHasAStackTraceOrASecret() throws IOException {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      for (String line : keeper.log().lines().filter(l -> !l.isBlank()).toList()) {
        JsonNode json = parsed(line);
        assertTrue(json.isObject(), keeper.name() + " prints " + line);
        assertFalse(json.has("Throwable"), line);
      }
      assertFalse(keeper.log().contains(KeeperUnderTest.TOKEN), keeper.name());
    }
  }

  private static List<JsonNode> about(KeeperUnderTest keeper, String operationId) {
    return keeper
        .log()
        .lines()
        .map(HedgingIT::parsed)
        .filter(line -> line.path("operationId").asText().equals(operationId))
        .toList();
  }

  private static JsonNode parsed(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException noJson) {
      throw new AssertionError("not JSON: " + line, noJson);
    }
  }

  private static Answer sign(KeeperUnderTest coordinator) {
    Answer answer = key.signUnlessOverloaded(coordinator, "a message");
    key.check(answer, "a message");
    return answer;
  }
}
