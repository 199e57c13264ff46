package org.tagma.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

/** Transactions of the entity manager itself, for a unit that is RESOURCE_LOCAL. */
public final class LocalTransactions extends Transactions {
  public LocalTransactions(EntityManagerFactory factory, StableStorage storage) {
    super(factory, storage);
  }

  @Override
  protected EntityManager begin() {
    EntityManager entities = newEntityManager();
    entities.getTransaction().begin();
    return entities;
  }

  @Override
  protected void commit(EntityManager entities) {
    entities.getTransaction().commit();
  }

  @Override
  protected void rollback(EntityManager entities) {
    if (entities.getTransaction().isActive()) {
      entities.getTransaction().rollback();
    }
  }
}
