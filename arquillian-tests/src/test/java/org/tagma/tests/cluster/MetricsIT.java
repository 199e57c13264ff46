package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** What docs/metrics.md promises to operators. */
@Order(2)
class MetricsIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void theTimeOfEachPeerAndRoundIsShown() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    KeeperUnderTest coordinator = CLUSTER.keeper(1);
    KeyUnderTest key = KeyUnderTest.create(coordinator, "metrics-it");
    assertEquals(200, key.sign(coordinator, "one").status());
    assertEquals(200, key.sign(coordinator, "two").status()); // the peers take turns

    String metrics = metrics(coordinator);

    for (String keeper : new String[] {"keeper-2", "keeper-3"}) {
      for (String round : new String[] {"1", "2"}) {
        String[] labels = {
          "keeper=\"" + keeper + "\"", "protocol=\"FROST\"", "round=\"" + round + "\""
        };
        assertTrue(
            metrics
                .lines()
                .filter(line -> line.startsWith("tagma_round_seconds_count"))
                .anyMatch(line -> Stream.of(labels).allMatch(line::contains)),
            () -> keeper + " round " + round + " is missing in " + metrics);
      }
    }
  }

  private static String metrics(KeeperUnderTest keeper) {
    Answer answer =
        keeper.send(
            HttpRequest.newBuilder(keeper.clientAddress().resolve("/metrics?scope=application"))
                .header("Accept", "text/plain")
                .build());
    assertEquals(200, answer.status(), answer.text());
    return answer.text();
  }
}
