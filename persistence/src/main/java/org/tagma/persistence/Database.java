package org.tagma.persistence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * A keeper's database, as the repositories see it: reads of what is committed, and writes that are
 * durable. Whoever set up the schema opens it; before that, and after {@link #close}, everything
 * fails with {@link StorageUnavailable}.
 */
@ApplicationScoped
public class Database {
  private volatile Transactions transactions;
  private volatile DurableWriter writer;

  /** Starts the writer on a thread of the given factory. */
  public synchronized void open(Transactions newTransactions, ThreadFactory threads) {
    if (writer != null) {
      throw new IllegalStateException("the database is open already");
    }
    transactions = newTransactions;
    writer = new DurableWriter(newTransactions, threads);
  }

  /** Whether the database is open and its last commit did not fail for want of storage. */
  public boolean available() {
    DurableWriter current = writer;
    return current != null && !current.failing();
  }

  /** Runs a query that sees what is committed. */
  public <T> T read(Function<EntityManager, T> query) {
    Transactions current = transactions;
    if (current == null) {
      throw new StorageUnavailable("the database is not open");
    }
    return current.read(query);
  }

  /** Queues a unit of work for the {@link DurableWriter}. */
  public <T> Durable<T> write(UnitOfWork<T> unit) {
    return with(current -> current.submit(unit));
  }

  /** Queues a unit of work that may wait a moment for another to share its commit with. */
  public <T> Durable<T> writePatiently(UnitOfWork<T> unit) {
    return with(current -> current.submitPatiently(unit));
  }

  private <T> Durable<T> with(Function<DurableWriter, Durable<T>> submission) {
    DurableWriter current = writer;
    return current == null
        ? Durable.failed(new StorageUnavailable("the database is not open"))
        : submission.apply(current);
  }

  /** Writes what is queued, then stops. */
  public synchronized void close() {
    if (writer != null) {
      writer.close();
      writer = null;
      transactions = null;
    }
  }
}
