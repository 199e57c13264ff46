package org.tagma.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;

/**
 * How work gets a transaction. In the server that is JTA ({@link JtaTransactions}); tests and tools
 * use the entity manager's own ({@link LocalTransactions}).
 */
public abstract class Transactions {
  /** A lock that was not to be had in time: H2, PostgreSQL. */
  private static final Set<String> LOCKED = Set.of("HYT00", "55P03");

  private final EntityManagerFactory factory;
  private final StableStorage storage;

  protected Transactions(EntityManagerFactory factory, StableStorage storage) {
    this.factory = factory;
    this.storage = storage;
  }

  /** Begins, and answers an entity manager that takes part in the transaction. */
  protected abstract EntityManager begin() throws Exception;

  protected abstract void commit(EntityManager entities) throws Exception;

  protected abstract void rollback(EntityManager entities) throws Exception;

  protected final EntityManager newEntityManager() {
    return factory.createEntityManager();
  }

  /**
   * Runs the work in one transaction of its own and commits it.
   *
   * @throws RowConflict when a constraint refused a row
   * @throws StorageUnavailable when the database failed
   * @throws RuntimeException what the work threw
   */
  public <T> T write(Function<EntityManager, T> work) {
    EntityManager entities = opened();
    try {
      T value = work.apply(entities);
      // here, and not inside the commit, the provider still tells what went wrong
      entities.flush();
      committed(entities);
      return value;
    } catch (RuntimeException e) {
      rolledBack(entities, e);
      throw translated(e);
    } catch (Error e) {
      rolledBack(entities, e);
      throw e;
    } finally {
      entities.close();
    }
  }

  /**
   * Runs a query; it sees what is committed.
   *
   * @throws StorageUnavailable when the database failed
   */
  public <T> T read(Function<EntityManager, T> query) {
    EntityManager entities = newEntityManager();
    try {
      return query.apply(entities);
    } catch (RuntimeException e) {
      throw translated(e);
    } finally {
      entities.close();
    }
  }

  /**
   * Returns when every earlier commit is on stable storage.
   *
   * @throws StorageUnavailable when that can't be had
   */
  public void sync() {
    try {
      storage.sync();
    } catch (SQLException e) {
      throw new StorageUnavailable(e);
    }
  }

  private EntityManager opened() {
    try {
      return begin();
    } catch (Exception e) {
      throw new StorageUnavailable(e);
    }
  }

  private void committed(EntityManager entities) {
    try {
      commit(entities);
    } catch (Exception e) {
      throw new StorageUnavailable(e);
    }
  }

  private void rolledBack(EntityManager entities, Throwable reason) {
    try {
      rollback(entities);
    } catch (Exception e) {
      reason.addSuppressed(e);
    }
  }

  private static RuntimeException translated(RuntimeException failure) {
    // the provider's own exceptions are not all PersistenceExceptions: the cause tells
    String state = sqlState(failure);
    if (state == null) {
      return failure;
    }
    if (state.startsWith("40") || LOCKED.contains(state)) {
      return new LockConflict(failure);
    }
    // SQLSTATE classes: 23 constraint; 22 data, 42 statement: those two are bugs of ours
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "23" -> new RowConflict(failure);
      case "22", "42" -> failure;
      default -> new StorageUnavailable(failure);
    };
  }

  /** The SQLSTATE of the first SQLException among the causes, empty if it has none, or null. */
  private static String sqlState(Throwable failure) {
    for (Throwable t = failure; t != null && t != t.getCause(); t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql.getSQLState() == null ? "" : sql.getSQLState();
      }
    }
    return null;
  }
}
