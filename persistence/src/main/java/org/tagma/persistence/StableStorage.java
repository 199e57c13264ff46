package org.tagma.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What it takes, after a commit, until a power loss can't undo it. */
@FunctionalInterface
public interface StableStorage {
  void sync() throws SQLException;

  /**
   * The way of this database: H2 needs a checkpoint to reach the disk; PostgreSQL's synchronous
   * commit already did.
   *
   * @throws StorageUnavailable when the database can't be reached, is another one, or runs with
   *     {@code synchronous_commit = off} or {@code fsync = off}
   */
  static StableStorage of(DataSource source) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> checkpoints(source);
        case "PostgreSQL" -> synchronousCommit(connection);
        default ->
            throw new StorageUnavailable(product + " is not supported, H2 and PostgreSQL are");
      };
    } catch (SQLException e) {
      throw new StorageUnavailable(e);
    }
  }

  private static StableStorage checkpoints(DataSource source) throws SQLException {
    // the checkpoint writes what a commit has not; with no delay, H2 never reclaims replaced pages
    execute(source, "SET WRITE_DELAY 500");
    // these are kept for 45 s by default, against disks that write late: ours is synced
    execute(source, "SET RETENTION_TIME 5000");
    return () -> execute(source, "CHECKPOINT SYNC");
  }

  private static StableStorage synchronousCommit(Connection connection) throws SQLException {
    for (String setting : new String[] {"synchronous_commit", "fsync"}) {
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery("SHOW " + setting)) {
        answer.next();
        if (answer.getString(1).equals("off")) {
          throw new StorageUnavailable("PostgreSQL runs with " + setting + " = off");
        }
      }
    }
    return () -> {};
  }

  private static void execute(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
