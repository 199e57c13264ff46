package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.LocalKeeper.State;

/** Keepers that are gone (SIGKILL). */
@Order(4)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledKeeperIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String SECOND_KEY = "killed-keeper-it:second";
  private static final int ANSWERS = 20;
  private static KeyUnderTest key;

  @BeforeEach
  void makeKey() throws ClusterFailure {
    if (key == null) {
      CLUSTER.running(1, 2, 3);
      key = KeyUnderTest.create(CLUSTER.keeper(1), "killed-keeper-it");
    }
  }

  @Test
  @Order(1)
  void requestsInFlightSucceedAndNameNobodyElse()
      throws ClusterFailure, ExecutionException, InterruptedException {
    CLUSTER.running(1, 2, 3);
    Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (KeeperUnderTest coordinator : List.of(CLUSTER.keeper(1), CLUSTER.keeper(2))) {
        running.add(clients.submit(() -> signUntil(enough, coordinator, answers)));
      }
      awaitAnswers(answers, ANSWERS, running);
      CLUSTER.keeper(3).kill();
      awaitAnswers(answers, answers.size() + ANSWERS, running);
      enough.set(true);
      for (Future<?> client : running) {
        client.get();
      }
    } finally {
      enough.set(true);
      clients.shutdownNow();
    }

    for (Answer answer : answers) {
      key.check(answer, "in flight");
      assertEquals(List.of(), answer.list("imposters"));
      assertEquals(List.of(), answer.list("refused"));
      assertTrue(
          List.of(List.of(), List.of("keeper-3")).contains(answer.list("dead")), answer.text());
      assertTrue(
          Faults.of(answer).stream()
              .allMatch(
                  f ->
                      f.matches(
                          "keeper-3 DEAD (BACK_OFF|CIRCUIT_OPEN|(DISCONNECTED|CONNECT_REFUSED) round [12] attempt 1)")),
          answer.text());
    }
    assertTrue(
        answers.stream().anyMatch(answer -> !answer.list("dead").isEmpty()),
        "nobody noticed the death");
  }

  private static void signUntil(
      AtomicBoolean enough, KeeperUnderTest coordinator, Queue<Answer> answers) {
    while (!enough.get()) {
      answers.add(key.sign(coordinator, "in flight"));
    }
  }

  private static void awaitAnswers(Queue<Answer> answers, int count, List<Future<?>> running) {
    Eventually.value(
        KeeperUnderTest.PATIENCE,
        answers::size,
        size -> size >= count || running.stream().anyMatch(Future::isDone));
  }

  @Test
  @Order(2)
  void aKeeperKnownToBeDeadIsNamedAndCostsNoAttempt() throws ClusterFailure {
    CLUSTER.running(1, 2);
    assertEquals(State.DOWN, CLUSTER.keeper(3).state());
    for (KeeperUnderTest coordinator : List.of(CLUSTER.keeper(1), CLUSTER.keeper(2))) {
      KeeperUnderTest participant = CLUSTER.keeper(coordinator == CLUSTER.keeper(1) ? 2 : 1);
      long deathsBefore = deathsOfKeeper3(coordinator);

      Answer answer = key.sign(coordinator, "without keeper-3");

      key.check(answer, "without keeper-3");
      assertEquals(List.of(), answer.list("imposters"));
      assertEquals(List.of("keeper-3"), answer.list("dead"));
      assertEquals(List.of(), answer.list("refused"));
      Faults.checkKnownDead(answer, "keeper-3");
      assertEquals(1, answer.json().path("attempts").asInt());
      Audit.checkOutcome(coordinator, "sign", answer);
      Audit.checkGoodPart(participant, "sign", answer.text("operationId"));
      assertEquals(
          answer.text("operationId"),
          newestEventWithDeadKeeper3(coordinator).path("context").path("operationId").asText());
      assertEquals(deathsBefore + 1, deathsOfKeeper3(coordinator));
    }
  }

  private static JsonNode newestEventWithDeadKeeper3(KeeperUnderTest keeper) {
    return keeper.get("/audit/events?dead=keeper-3&limit=1").json().path("items").path(0);
  }

  private static long deathsOfKeeper3(KeeperUnderTest keeper) {
    Answer report = keeper.get("/audit/reports/faults?by=keeper");
    assertEquals(200, report.status(), report.text());
    for (JsonNode group : report.json().path("items")) {
      assertEquals(0, group.path("imposters").asLong());
      if (group.path("group").asText().equals("keeper-3")) {
        return group.path("dead").asLong();
      }
    }
    return 0;
  }

  @Test
  @Order(2)
  void keyGenerationNeedsAllAndNamesTheDead() throws ClusterFailure {
    CLUSTER.running(1, 2);

    Answer answer = CLUSTER.keeper(1).post("/dkg", Requests.createKey(SECOND_KEY));

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/dkg");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-3"), answer.list("dead"));
    assertEquals(List.of(), answer.list("refused"));
    Faults.checkKnownDead(answer, "keeper-3");
    Audit.checkOutcome(CLUSTER.keeper(1), "dkg", answer);
    Audit.checkNoPart(CLUSTER.keeper(2), answer.text("operationId"));
    Problems.check(
        CLUSTER.keeper(1).get("/publicKey?keyId=" + SECOND_KEY),
        404,
        "KEY_NOT_FOUND",
        "/v1/keeper/publicKey");
  }

  @Test
  @Order(3)
  void oneOfTwoNeededFailsClosedAndNamesBothDead() throws ClusterFailure {
    CLUSTER.running(1);

    Answer answer = key.sign(CLUSTER.keeper(1), "alone");

    Problems.check(answer, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/sign");
    assertEquals(List.of(), answer.list("imposters"));
    assertEquals(List.of("keeper-2", "keeper-3"), answer.list("dead"));
    assertEquals(List.of(), answer.list("refused"));
    Faults.checkKnownDead(answer, "keeper-2", "keeper-3");
    Audit.checkOutcome(CLUSTER.keeper(1), "sign", answer);
    Answer ready = CLUSTER.keeper(1).get("/system/ready");
    Problems.check(ready, 503, "NOT_ENOUGH_HEALTHY_CLIENTS", "/v1/keeper/system/ready");
    assertEquals(
        "keeper-1 reaches 1 of the 2 keepers that an operation needs, itself included",
        ready.text("detail"));
    assertEquals("{\"ready\":false}", CLUSTER.keeper(1).get("/ping").text());
  }

  @Test
  @Order(4)
  void keepersThatAreBackSignAndGenerateKeysAgain() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "again");
      key.check(answer, "again");
      assertEquals(List.of(), Faults.of(answer));
      assertEquals(1, answer.json().path("attempts").asInt());
    }

    KeyUnderTest second = KeyUnderTest.create(CLUSTER.keeper(1), SECOND_KEY);

    second.check(second.sign(CLUSTER.keeper(3), "with the second key"), "with the second key");
  }
}
