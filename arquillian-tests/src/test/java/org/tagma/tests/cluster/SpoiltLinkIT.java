package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagma.server.cluster.ClusterFailure;

/** A keeper that lives, and whose answers do not come as they should. */
@Order(2)
class SpoiltLinkIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final Duration ROUND_DEADLINE = SharedCluster.ROUND_DEADLINE;
  private static final Duration TWO_ROUND_DEADLINES = ROUND_DEADLINE.multipliedBy(2);
  private static KeyUnderTest key;

  @BeforeEach
  void allKeepersRun() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "spoilt-link-it");
    }
    endRowOfDeaths();
  }

  @AfterAll
  static void mend() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    endRowOfDeaths();
  }

  /** Each death in a row doubles the back-off; an answered round ends the row. */
  private static void endRowOfDeaths() {
    for (int request = 0; request < 2; request++) {
      key.check(key.signUnlessOverloaded(CLUSTER.keeper(1), "mended"), "mended");
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("silence", 1, UnreliableLink.SILENCE, "ROUND_TIMEOUT"),
        Arguments.of("silence in round 2", 2, UnreliableLink.SILENCE, "ROUND_TIMEOUT"),
        Arguments.of("one byte a second", 1, UnreliableLink.DRIPS, "ROUND_TIMEOUT"),
        Arguments.of("a broken connection", 1, UnreliableLink.BREAKS, "DISCONNECTED"),
        Arguments.of("a connection broken in round 2", 2, UnreliableLink.BREAKS, "DISCONNECTED"),
        Arguments.of("status 500", 1, UnreliableLink.FAILS, "UNUSABLE_ANSWER"),
        Arguments.of("no JSON", 1, UnreliableLink.BABBLES, "UNUSABLE_ANSWER"),
        Arguments.of("20 MiB", 1, UnreliableLink.FLOODS, "UNUSABLE_ANSWER"),
        Arguments.of("no message", 1, UnreliableLink.EMPTY, "BAD_SIGNATURE"),
        Arguments.of("status 404", 1, UnreliableLink.NOT_FOUND, "BAD_SIGNATURE"),
        Arguments.of("a forged signature", 1, UnreliableLink.FORGES, "BAD_SIGNATURE"),
        Arguments.of("a forged last share", 2, UnreliableLink.FORGES, "BAD_SIGNATURE"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void itsKeeperIsDeadForThatCauseAndTheOthersSign(
      String name, int round, UnreliableLink.Fault fault, String cause) {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);
    CLUSTER.link().spoil(round, fault);

    Answer answer = signUntilSomebodyIsDead(coordinator);

    assertEquals(List.of("keeper-2"), answer.list("dead"));
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of(), answer.list("refused"));
    assertEquals(
        List.of("keeper-2 DEAD " + cause + " round " + round + " attempt 1"), Faults.of(answer));
    assertEquals(2, answer.json().path("attempts").asInt());
    Audit.checkOutcome(coordinator, "sign", answer);
    Audit.checkGoodPart(CLUSTER.keeper(3), "sign", answer.text("operationId"));
  }

  @Test
  void aMessageOfAnotherSessionIsNobodysLie() {
    CLUSTER.link().spoil(1, UnreliableLink.replays());
    signAsLongAsKeeper2Answers(2);

    Answer answer = signUntilSomebodyIsDead(CLUSTER.keeper(1));

    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-2 DEAD BAD_SIGNATURE round 1 attempt 1"), Faults.of(answer));
  }

  private static void signAsLongAsKeeper2Answers(int requests) {
    for (int request = 0; request < requests; request++) {
      Answer answer = key.signUnlessOverloaded(CLUSTER.keeper(1), "original");
      if (!answer.list("dead").isEmpty()) {
        throw new AssertionError(answer.text());
      }
    }
  }

  @Test
  void aDripCostsNoMoreThanItsRoundsDeadlineAndLaterRequestsNothing() {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);
    CLUSTER.link().spoil(1, UnreliableLink.DRIPS);

    Answer first = signUntilSomebodyIsDead(coordinator);
    long begun = System.nanoTime();
    Answer later = key.sign(coordinator, "later");
    long took = System.nanoTime() - begun;

    long after = first.json().path("faults").path(0).path("afterMillis").asLong();
    assertTrue(
        after >= ROUND_DEADLINE.toMillis() && after < TWO_ROUND_DEADLINES.toMillis(),
        "after " + after + " ms");
    key.check(later, "later");
    Faults.checkKnownDead(later, "keeper-2");
    assertEquals(1, later.json().path("attempts").asInt());
    assertTrue(took < ROUND_DEADLINE.toNanos(), took + " ns");
    Audit.checkOutcome(coordinator, "sign", later);
    Audit.checkNoPart(CLUSTER.keeper(2), later.text("operationId"));
  }

  @Test
  void theParticipantLearnsWhatItsCoordinatorClaims() throws ClusterFailure {
    CLUSTER.link().spoil(1, UnreliableLink.FORGES);

    String operationId = signUntilSomebodyIsDead(CLUSTER.keeper(1)).text("operationId");
    CLUSTER.running(1, 2, 3);

    JsonNode close = Audit.awaitLast(CLUSTER.keeper(2), operationId, "sign.open", "sign.close");
    assertEquals("FAILED", close.path("outcome").path("error").asText());
    assertEquals(
        List.of("keeper-2 CLAIMED BAD_SIGNATURE round 1 attempt 1 claimed by keeper-1"),
        Faults.of(close));
    assertEquals(0, close.path("dead").size());
    assertEquals(0, close.path("imposters").size());
  }

  @Test
  void aSilentKeeperFailsKeyGenerationAndIsNamed() throws ClusterFailure {
    CLUSTER.link().spoil(2, UnreliableLink.SILENCE);
    String request = Requests.createKey("spoilt-link-it:second");

    Answer failed = CLUSTER.keeper(1).post("/dkg", request);
    CLUSTER.running(1, 2, 3);

    Problems.check(failed, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
    assertEquals(List.of("keeper-2"), failed.list("dead"));
    assertEquals(List.of("keeper-2 DEAD ROUND_TIMEOUT round 2 attempt 1"), Faults.of(failed));
    Audit.checkOutcome(CLUSTER.keeper(1), "dkg", failed);
    Answer created = CLUSTER.keeper(1).post("/dkg", request);
    assertEquals(200, created.status(), created.text());
    assertEquals(List.of(), created.list("dead"));
  }

  /** The link's keeper is asked by the first or by the second request. */
  private static Answer signUntilSomebodyIsDead(KeeperUnderTest coordinator) {
    Answer answer = sign(coordinator);
    return answer.list("dead").isEmpty() ? sign(coordinator) : answer;
  }

  private static Answer sign(KeeperUnderTest coordinator) {
    Answer answer = key.signUnlessOverloaded(coordinator, "in spite of it");
    key.check(answer, "in spite of it");
    return answer;
  }
}
