package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** A coordinator that is killed between two rounds of its operation. */
@Order(5)
class VanishedCoordinatorIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void itsParticipantsNameItDeadAndItsKeyCanBeMadeAgain()
      throws ClusterFailure, InterruptedException {
    CLUSTER.running(1, 2, 3);
    String request = Requests.createKey("vanished-coordinator-it");
    CLUSTER.link().spoil(2, UnreliableLink.SILENCE);
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> CLUSTER.keeper(1).post("/dkg", request));
    CLUSTER.link().awaitStruck(KeeperUnderTest.PATIENCE);

    CLUSTER.keeper(1).kill();

    CompletionException lost = assertThrows(CompletionException.class, answer::join);
    assertEquals(UncheckedIOException.class, lost.getCause().getClass());
    assertEquals("keeper-1 DEAD ROUND_TIMEOUT round 2 attempt 1", faultSeenBy(CLUSTER.keeper(2)));
    assertTrue(
        faultSeenBy(CLUSTER.keeper(3)).matches("keeper-1 DEAD ROUND_TIMEOUT round [23] attempt 1"));
    CLUSTER.running(1, 2, 3);
    Answer again = CLUSTER.keeper(2).post("/dkg", request);
    assertEquals(200, again.status(), again.text());
    assertEquals(List.of(), again.list("dead"));
  }

  private static String faultSeenBy(KeeperUnderTest participant) {
    Answer opened = participant.get("/audit/events?event=dkg.open&limit=1");
    String operationId =
        opened.json().path("items").path(0).path("context").path("operationId").asText();
    JsonNode close = Audit.awaitLast(participant, operationId, "dkg.open", "dkg.close");
    assertEquals("ABANDONED", close.path("outcome").path("error").asText());
    assertEquals("[\"keeper-1\"]", close.path("dead").toString());
    assertEquals(0, close.path("imposters").size());
    assertEquals(0, close.path("refused").size());
    List<String> faults = Faults.of(close);
    assertEquals(1, faults.size(), faults.toString());
    return faults.get(0);
  }
}
