package org.tagma.persistence;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The production unit and schema on an H2 file, without a server. */
public final class TestDatabase implements AutoCloseable {
  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "durable-writer");
        thread.setDaemon(true);
        return thread;
      };

  private final Path file;
  private final DataSource source;
  private final Runnable shutdown;
  private final EntityManagerFactory factory;
  private final Database database = new Database();
  private final AtomicInteger syncs = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();

  private TestDatabase(Path file, DataSource source, Runnable shutdown) {
    this.file = file;
    this.source = source;
    this.shutdown = shutdown;
    Schema.migrate(source);
    this.factory = entityManagers(source);
  }

  /** Opens, and creates if there is none, the database of that file name without suffix. */
  public static TestDatabase open(Path file) {
    return withoutWriter(file).started();
  }

  /** The same, with the schema but without a writer. */
  public static TestDatabase withoutWriter(Path file) {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE", "tagma", "");
    return new TestDatabase(file, pool, pool::dispose);
  }

  /** A database somewhere else. */
  public static TestDatabase open(DataSource source) {
    return new TestDatabase(null, source, () -> {}).started();
  }

  private TestDatabase started() {
    database.open(transactions(), DAEMONS);
    return this;
  }

  /** The entity managers of the production unit, with transactions of their own. */
  public static EntityManagerFactory entityManagers(DataSource source) {
    return Persistence.createEntityManagerFactory(
        "tagma",
        Map.of(
            "jakarta.persistence.transactionType",
            "RESOURCE_LOCAL",
            "jakarta.persistence.jtaDataSource",
            "",
            "jakarta.persistence.nonJtaDataSource",
            source));
  }

  public Database database() {
    return database;
  }

  public DataSource source() {
    return source;
  }

  public EntityManagerFactory entityManagers() {
    return factory;
  }

  public ThreadFactory threads() {
    return DAEMONS;
  }

  /** How often commits were brought to stable storage. */
  public int syncs() {
    return syncs.get();
  }

  public LocalTransactions transactions() {
    StableStorage storage = StableStorage.of(source);
    return new LocalTransactions(
        factory,
        () -> {
          if (full.get()) {
            throw new SQLException("No space left on device\nat some place", "HY000");
          }
          syncs.incrementAndGet();
          storage.sync();
        });
  }

  /** From now on commits reach no stable storage, or do again. */
  public void fillDisk(boolean isFull) {
    full.set(isFull);
  }

  /** What a killed process leaves behind: the file as it is now, with the database still open. */
  public TestDatabase afterKill(Path copy) {
    try {
      Files.copy(Path.of(file + ".mv.db"), Path.of(copy + ".mv.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open(copy);
  }

  @Override
  public void close() {
    database.close();
    factory.close();
    shutdown.run();
  }
}
