package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.tagma.server.cluster.ClusterFailure;

/** A keeper without its database does not look as if it were up. */
@Order(21)
class RefusedDatabaseIT {
  @Test
  void aKeeperWhoseDatabaseCannotBeOpenedSaysWhyWithoutStackTracesAndEnds() throws Exception {
    LocalClusterUnderTest cluster =
        LocalClusterUnderTest.of(2, 2)
            .with("tagma.database.url", "jdbc:h2:file:${tagma.home}/missing;IFEXISTS=TRUE");
    try {
      assertThrows(ClusterFailure.class, () -> cluster.up("RefusedDatabaseIT"));
      KeeperUnderTest ended =
          Eventually.value(
              LocalClusterUnderTest.START_PATIENCE,
              () -> cluster.keeper(1),
              keeper -> keeper.log().contains("tagma: "));
      List<String> lines = ended.log().lines().toList();
      assertTrue(
          lines.stream().anyMatch(line -> line.contains("storage is not available")), ended.log());
      assertEquals(
          List.of(), lines.stream().filter(line -> line.startsWith("\tat ")).toList(), ended.log());
      assertEquals(
          "tagma: the keeper does not start; the reason stands in the log above",
          lines.get(lines.size() - 1));
    } finally {
      cluster.down();
    }
  }
}
