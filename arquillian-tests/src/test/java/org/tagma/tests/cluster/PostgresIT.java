package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.tagma.server.cluster.ClusterFailure;

/** The same EAR on PostgreSQL, by three settings and nothing else. */
@Order(20)
class PostgresIT {
  private static EmbeddedPostgres server;
  private static LocalClusterUnderTest cluster;

  @BeforeAll
  static void up() throws IOException, SQLException, ClusterFailure {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "120")
            .setServerConfig("synchronous_commit", "on") // off here by default: no keeper starts so
            .setServerConfig("fsync", "on")
            .start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (int keeper = 1; keeper <= 3; keeper++) {
        statement.execute("CREATE DATABASE \"keeper-" + keeper + "\"");
      }
      statement.execute("CREATE DATABASE hasty");
      statement.execute("ALTER DATABASE hasty SET synchronous_commit = off");
    }
    cluster = keepers(3, "${tagma.peer-id}");
    cluster.up("PostgresIT");
  }

  private static LocalClusterUnderTest keepers(int total, String name) {
    return LocalClusterUnderTest.of(2, total)
        .with("tagma.database.driver", "org.postgresql.ds.PGSimpleDataSource")
        .with("tagma.database.url", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name)
        .with("tagma.database.user", "postgres");
  }

  @AfterAll
  static void down() throws IOException, ClusterFailure {
    try {
      if (cluster != null) {
        cluster.down();
      }
    } finally {
      server.close();
    }
  }

  @BeforeEach
  void allKeepersRunAndSeeEachOther() throws ClusterFailure {
    cluster.running(1, 2, 3);
  }

  @Test
  void keysSignaturesAndRecordsOutliveAKilledKeeper() throws ClusterFailure {
    KeyUnderTest key = KeyUnderTest.create(cluster.keeper(1), "postgres-it");
    for (KeeperUnderTest coordinator : cluster.keepers()) {
      key.check(key.sign(coordinator, "before"), "before");
    }
    List<String> before = hashes(cluster.keeper(2));
    cluster.keeper(2).kill();

    cluster.running(1, 2, 3);

    for (KeeperUnderTest coordinator : cluster.keepers()) {
      Answer answer = key.sign(coordinator, "after");
      key.check(answer, "after");
      assertEquals(List.of(), Faults.of(answer));
      Audit.checkChain(coordinator, Audit.trail(coordinator));
    }
    assertEquals(before, hashes(cluster.keeper(2)).subList(0, before.size()));
    for (KeeperUnderTest keeper : cluster.keepers()) {
      assertFalse(Files.exists(keeper.directory().resolve("database.mv.db")), keeper.name());
    }
  }

  @Test
  void aKeeperWhoseDatabaseForgetsCommitsSaysSoWithoutStackTracesAndEnds() throws Exception {
    LocalClusterUnderTest hasty = keepers(2, "hasty");
    try {
      assertThrows(ClusterFailure.class, () -> hasty.up("PostgresIT-hasty"));
      String log =
          Eventually.value(
              LocalClusterUnderTest.START_PATIENCE,
              () -> hasty.keeper(1).log(),
              text -> text.contains("tagma: "));
      assertTrue(log.contains("PostgreSQL runs with synchronous_commit = off"), log);
      assertTrue(log.contains("tagma: the keeper does not start"), log);
      assertEquals(List.of(), log.lines().filter(line -> line.startsWith("\tat ")).toList(), log);
    } finally {
      hasty.down();
    }
  }

  @Test
  void aStandbyTakesOverWhenTheProcessBeforeItDiesAndNotEarlier()
      throws IOException, ClusterFailure {
    KeeperUnderTest primary = cluster.keeper(2);
    KeyUnderTest key = KeyUnderTest.create(primary, "standby-it");
    KeeperUnderTest standby = StandbyUnderTest.of(primary, cluster.home(), "PostgresIT-standby");
    try {
      standby.startUnready();
      Answer waiting =
          Eventually.value(
              LocalClusterUnderTest.START_PATIENCE,
              () -> key.sign(standby, "too early"),
              answer -> answer.text("errorType").equals("AUDIT_NOT_AVAILABLE"));
      assertEquals(503, waiting.status());
      key.check(key.sign(primary, "still here"), "still here");
      List<String> before = hashes(primary);
      primary.kill();

      Answer signed =
          Eventually.value(
              LocalClusterUnderTest.START_PATIENCE,
              () -> key.sign(standby, "taken over"),
              answer -> answer.status() == 200);

      key.check(signed, "taken over");
      List<String> after = hashes(standby);
      assertEquals(before, after.subList(0, before.size()), "one chain, no fork");
      Audit.checkChain(standby, Audit.trail(standby));
    } finally {
      standby.kill();
      cluster.running(1, 2, 3);
    }
  }

  private static List<String> hashes(KeeperUnderTest keeper) {
    return Audit.trail(keeper).stream().map(record -> record.path("hash").asText()).toList();
  }
}
