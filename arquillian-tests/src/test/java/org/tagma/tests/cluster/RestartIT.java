package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** What outlives the processes. */
@Order(6)
class RestartIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void keysAndRecordsOutliveTheDeathOfAllKeepersInTheMiddleOfTheirWork()
      throws ClusterFailure, ExecutionException, InterruptedException {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(2), "restart-it");
    String signature = KeyUnderTest.signature(key.sign(CLUSTER.keeper(1), "before"));
    Map<String, KeeperUnderTest> answered = killAllWhileTheySign(key);
    Map<String, List<String>> hashes = new TreeMap<>();

    CLUSTER.running(1, 2, 3);

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      List<JsonNode> trail = Audit.trail(keeper);
      assertEquals(
          LongStream.rangeClosed(1, trail.size()).boxed().toList(),
          trail.stream().map(record -> record.path("sequence").asLong()).toList());
      hashes.put(
          keeper.name(), trail.stream().map(record -> record.path("hash").asText()).toList());
      Audit.checkChain(keeper, trail);
      Answer shown = keeper.get("/publicKey?keyId=" + key.keyId());
      assertArrayEquals(key.publicKey(), Base64.getDecoder().decode(shown.text("data64")));
      Answer verified =
          keeper.post("/sign/verify", Requests.verify(key.keyId(), "before", signature));
      assertTrue(verified.json().path("valid").booleanValue(), verified.text());
    }
    answered.forEach(
        (operationId, coordinator) ->
            assertEquals(
                List.of("sign.intent", "sign"),
                Audit.events(Audit.records(coordinator, operationId))));
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = key.sign(coordinator, "after");
      key.check(answer, "after");
      assertEquals(List.of(), Faults.of(answer));
      List<String> now =
          Audit.trail(coordinator).stream().map(record -> record.path("hash").asText()).toList();
      List<String> earlier = hashes.get(coordinator.name());
      assertEquals(earlier, now.subList(0, earlier.size()));
    }
  }

  /** Returns what was answered, by operation id; no answer may outlive its record. */
  private static Map<String, KeeperUnderTest> killAllWhileTheySign(KeyUnderTest key)
      throws ClusterFailure, ExecutionException, InterruptedException {
    Map<String, KeeperUnderTest> answered = new ConcurrentHashMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
        running.add(clients.submit(() -> signUntilItDies(key, coordinator, answered)));
      }
      Eventually.value(
          KeeperUnderTest.PATIENCE,
          answered::size,
          size -> size >= 20 || running.stream().anyMatch(Future::isDone));
      for (KeeperUnderTest keeper : CLUSTER.keepers()) {
        keeper.kill();
      }
      for (Future<?> client : running) {
        client.get();
      }
    } finally {
      clients.shutdownNow();
    }
    assertTrue(answered.size() >= 20, answered.size() + " answers");
    return answered;
  }

  private static void signUntilItDies(
      KeyUnderTest key, KeeperUnderTest coordinator, Map<String, KeeperUnderTest> answered) {
    try {
      while (true) {
        Answer answer = key.sign(coordinator, "in flight");
        assertEquals(List.of(), answer.list("imposters"));
        if (answer.status() == 200) {
          answered.put(answer.text("operationId"), coordinator);
        }
      }
    } catch (UncheckedIOException killed) {
      // as expected
    }
  }
}
