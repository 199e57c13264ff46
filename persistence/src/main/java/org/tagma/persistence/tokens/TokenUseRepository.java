package org.tagma.persistence.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Remembers what tokens were used for, so that each serves one operation. */
@ApplicationScoped
public class TokenUseRepository {
  private final Database database;

  protected TokenUseRepository() {
    this(null);
  }

  @Inject
  public TokenUseRepository(Database database) {
    this.database = database;
  }

  /** Uses a token; false when another operation has used it. */
  public Durable<Boolean> use(TokenUse use) {
    return database.write(entities -> used(entities, use)).onConflict(false);
  }

  private static boolean used(EntityManager entities, TokenUse use) {
    TokenUseEntity known =
        entities.find(TokenUseEntity.class, use.token(), LockModeType.PESSIMISTIC_WRITE);
    if (known != null) {
      return known.isFor(use);
    }
    entities.persist(new TokenUseEntity(use));
    return true;
  }

  /**
   * Forgets tokens that were not taken any more before the given moment.
   *
   * @param before epoch milliseconds
   * @return how many
   */
  public Durable<Integer> forget(long before) {
    return database.write(
        entities ->
            entities
                .createQuery("DELETE FROM TokenUse t WHERE t.expiresAt < :before")
                .setParameter("before", before)
                .executeUpdate());
  }
}
