package org.tagma.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;

/** Transactions of the server, begun and ended here and nowhere else. */
public final class JtaTransactions extends Transactions {
  private final UserTransaction transaction;

  public JtaTransactions(
      EntityManagerFactory factory, UserTransaction transaction, StableStorage storage) {
    super(factory, storage);
    this.transaction = transaction;
  }

  @Override
  protected EntityManager begin() throws Exception {
    transaction.begin();
    try {
      EntityManager entities = newEntityManager();
      entities.joinTransaction();
      return entities;
    } catch (RuntimeException e) {
      transaction.rollback();
      throw e;
    }
  }

  @Override
  protected void commit(EntityManager entities) throws Exception {
    transaction.commit();
  }

  @Override
  protected void rollback(EntityManager entities) throws Exception {
    if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
      transaction.rollback();
    }
  }
}
