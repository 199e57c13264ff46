package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A keeper that stops (SIGSTOP): its connections stay, and nothing comes. */
@Order(3)
class PausedKeeperIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static KeyUnderTest key;

  @BeforeEach
  void allKeepersRun() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    if (key == null) {
      key = KeyUnderTest.create(CLUSTER.keeper(1), "paused-keeper-it");
    }
  }

  @Test
  void itIsDeadForASilentRoundAndNotAskedAfterwards() throws ClusterFailure {
    KeeperUnderTest coordinator = CLUSTER.keeper(1);
    CLUSTER.keeper(3).pause();

    Answer first = sign(coordinator);
    Answer silent = first.list("dead").isEmpty() ? sign(coordinator) : first;
    Answer later = sign(coordinator);

    assertEquals(List.of("keeper-3"), silent.list("dead"));
    assertEquals(List.of(), silent.list("imposters"));
    assertEquals(List.of(), silent.list("refused"));
    assertEquals(List.of("keeper-3 DEAD ROUND_TIMEOUT round 1 attempt 1"), Faults.of(silent));
    assertEquals(2, silent.json().path("attempts").asInt());
    long after = silent.json().path("faults").path(0).path("afterMillis").asLong();
    assertTrue(after >= SharedCluster.ROUND_DEADLINE.toMillis(), "after " + after + " ms");
    assertTrue(after < 2 * SharedCluster.ROUND_DEADLINE.toMillis(), "after " + after + " ms");
    Audit.checkOutcome(coordinator, "sign", silent);
    Audit.checkGoodPart(CLUSTER.keeper(2), "sign", silent.text("operationId"));
    assertEquals(List.of("keeper-3"), later.list("dead"));
    Faults.checkKnownDead(later, "keeper-3");
    assertEquals(1, later.json().path("attempts").asInt());
    Audit.checkOutcome(coordinator, "sign", later);
    Audit.checkGoodPart(CLUSTER.keeper(2), "sign", later.text("operationId"));
    coordinator.awaitSeeing(CLUSTER.keeper(3), "UNAVAILABLE");
  }

  @Test
  void resumedItAccusesNobodyAndSignsAgain() throws ClusterFailure {
    KeeperUnderTest paused = CLUSTER.keeper(3);
    paused.pause();
    CLUSTER.keeper(1).awaitSeeing(paused, "UNAVAILABLE");
    CLUSTER.keeper(2).awaitSeeing(paused, "UNAVAILABLE");

    paused.resume();
    Answer own = sign(paused);
    CLUSTER.running(1, 2, 3);

    assertEquals(List.of(), own.list("dead"));
    assertEquals(List.of(), Faults.of(own));
    for (KeeperUnderTest coordinator : CLUSTER.keepers()) {
      Answer answer = sign(coordinator);
      assertEquals(List.of(), Faults.of(answer));
      assertEquals(1, answer.json().path("attempts").asInt());
    }
  }

  private static Answer sign(KeeperUnderTest coordinator) {
    Answer answer = key.signUnlessOverloaded(coordinator, "a message");
    key.check(answer, "a message");
    return answer;
  }
}
