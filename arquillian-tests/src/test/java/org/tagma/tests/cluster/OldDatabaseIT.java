package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/** An old copy of keeper 3's database is put back while all keepers are down. */
@Order(61)
class OldDatabaseIT {
  @RegisterExtension static final SharedCluster CLUSTER = SharedCluster.hedging();

  /** Each keeper probes each other one every second, and keeps what it hears then. */
  private static final Duration PROBED_WITHIN = Duration.ofSeconds(5);

  @Test
  void itsKeeperNoticesAndServesNobodyUntilTheNewerDatabaseIsBack()
      throws ClusterFailure, IOException {
    CLUSTER.running(1, 2, 3);
    KeyUnderTest key = KeyUnderTest.create(CLUSTER.keeper(1), "old-database-it");
    Path database = CLUSTER.keeper(3).directory().resolve("database.mv.db");
    Path old = database.resolveSibling("database.old");
    Path newer = database.resolveSibling("database.newer");
    CLUSTER.keeper(3).kill();
    copy(database, old);
    CLUSTER.running(1, 2, 3);
    long end = System.nanoTime() + PROBED_WITHIN.toNanos();
    do {
      key.check(key.signUnlessOverloaded(CLUSTER.keeper(3), "later"), "later");
    } while (System.nanoTime() < end);

    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      keeper.kill();
    }
    copy(database, newer);
    copy(old, database);
    for (KeeperUnderTest keeper : CLUSTER.keepers()) {
      keeper.startUnready();
    }

    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(3), "NOT_READY");
    KeeperUnderTest outdated = CLUSTER.keeper(3);
    Answer ready =
        Eventually.value(
            KeeperUnderTest.PATIENCE,
            () -> outdated.get("/system/ready"),
            answer -> answer.text("detail").contains("older than what it has signed"));
    Problems.check(ready, 503, "AUDIT_NOT_AVAILABLE", "/v1/keeper/system/ready");
    Answer refused = key.sign(outdated, "with an old database");
    Problems.check(refused, 503, "AUDIT_NOT_AVAILABLE", "/v1/keeper/sign");
    assertEquals(List.of(), refused.list("dead"));
    CLUSTER.keeper(1).awaitSeeing(CLUSTER.keeper(2), "READY");
    Answer others = key.sign(CLUSTER.keeper(1), "by the others");
    key.check(others, "by the others");
    assertEquals(List.of(), others.list("imposters"));
    assertTrue(outdated.log().contains("the database is older than what this keeper has signed"));

    outdated.kill();
    copy(newer, database);
    CLUSTER.running(1, 2, 3);
    key.check(key.sign(outdated, "with its own database"), "with its own database");
    Audit.checkChain(outdated, Audit.trail(outdated));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
