package org.tagma.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  @Test
  void failsClosedBeforeItIsOpened() {
    Database database = new Database();
    assertFalse(database.available());
    assertThrows(StorageUnavailable.class, () -> database.read(entities -> 1));
    assertThrows(StorageUnavailable.class, database.write(entities -> 1)::await);
  }

  @Test
  void failsClosedAfterItIsClosed() {
    TestDatabase open = TestDatabase.open(folder.resolve("database"));
    Database database = open.database();
    assertTrue(database.available());
    assertEquals(1, database.write(entities -> 1).await());
    open.close();
    assertFalse(database.available());
    assertThrows(StorageUnavailable.class, database.write(entities -> 1)::await);
  }

  @Test
  void opensOnce() {
    try (TestDatabase open = TestDatabase.open(folder.resolve("database"))) {
      assertThrows(
          IllegalStateException.class,
          () -> open.database().open(open.transactions(), open.threads()));
    }
  }

  /** Without a delay H2 has no housekeeping: a file of 90 kB for each signature, for ever. */
  @Test
  void letsItsFileBeReclaimed() throws SQLException {
    try (TestDatabase open = TestDatabase.open(folder.resolve("database"));
        Connection connection = open.source().getConnection();
        ResultSet delay =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME ="
                        + " 'WRITE_DELAY'")) {
      assertTrue(delay.next());
      assertTrue(delay.getInt(1) > 0);
    }
  }

  @Test
  void namesEveryMigrationThereIs() throws Exception {
    Path folder = Path.of(Schema.class.getResource("/db/migration").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          new Migrations()
              .getResources("V", new String[] {".sql"}).stream()
                  .map(LoadableResource::getFilename)
                  .sorted()
                  .toList());
    }
  }

  @Test
  void migratesAgainWithoutHarm() {
    try (TestDatabase open = TestDatabase.open(folder.resolve("database"))) {
      Schema.migrate(open.source());
      assertEquals(1, open.database().write(entities -> 1).await());
    }
  }
}
