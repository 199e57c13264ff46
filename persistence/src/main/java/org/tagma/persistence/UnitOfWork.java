package org.tagma.persistence;

import jakarta.persistence.EntityManager;

/**
 * Work that is committed whole or not at all, possibly together with other units in one
 * transaction. When another unit of the same transaction fails, the work is done again: it must
 * depend on nothing but the entity manager and immutable values, and must leave no trace outside
 * the database.
 *
 * @param <T> what the caller gets once the work is durable
 */
@FunctionalInterface
public interface UnitOfWork<T> {
  T run(EntityManager entities);
}
