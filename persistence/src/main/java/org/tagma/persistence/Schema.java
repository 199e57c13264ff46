package org.tagma.persistence;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema of this version, whatever version it comes from. */
public final class Schema {
  private Schema() {}

  /**
   * Runs the migrations that are missing. Must not run inside a JTA transaction.
   *
   * @throws StorageUnavailable when the database can't be reached or a migration fails
   */
  public static void migrate(DataSource source) {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .resourceProvider(new Migrations())
          .javaMigrationClassProvider(List::of)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StorageUnavailable(e);
    }
  }
}
