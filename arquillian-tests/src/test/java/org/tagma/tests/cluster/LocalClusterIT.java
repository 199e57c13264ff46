package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;
import org.tagma.server.cluster.LocalKeeper.State;

@Order(0)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalClusterIT {
  @RegisterExtension static final LocalClusterUnderTest CLUSTER = LocalClusterUnderTest.of(2, 3);

  @Test
  @Order(1)
  void everyKeeperSaysThatItIsReady() {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      assertEquals(204, keeper.get("/system/ready").status(), keeper.name());
    }
  }

  @Test
  @Order(1)
  void peersAreAnsweredOnAListenerOfTheirOwn() {
    KeeperUnderTest keeper = CLUSTER.keeper(1);

    Answer answer = keeper.send(HttpRequest.newBuilder(keeper.peerAddress()).build());

    assertEquals(404, answer.status());
  }

  @Test
  @Order(1)
  void aStartGivesNoWarnings() {
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      List<String> warnings =
          keeper
              .log()
              .lines()
              .filter(line -> line.matches(".* (WARNING|SEVERE|ERROR) .*|\\tat .*"))
              .toList();
      assertEquals(List.of(), warnings, keeper.name());
    }
  }

  @Test
  @Order(2)
  void aPausedKeeperIsStillThereAndGoesOn() throws ClusterFailure {
    KeeperUnderTest keeper = CLUSTER.keeper(2);

    keeper.pause();
    assertEquals(State.PAUSED, keeper.state());
    keeper.resume();

    assertEquals(204, keeper.get("/system/ready").status());
  }

  @Test
  @Order(3)
  void aKilledKeeperIsGoneUntilItIsStartedAgain() throws ClusterFailure {
    KeeperUnderTest keeper = CLUSTER.keeper(3);

    keeper.kill();
    assertEquals(State.DOWN, keeper.state());
    assertThrows(UncheckedIOException.class, () -> keeper.get("/system/ready"));
    keeper.start();

    assertEquals(204, keeper.get("/system/ready").status());
    assertEquals(true, CLUSTER.home().startsWith(Path.of("target").toAbsolutePath()));
  }
}
