package org.tagma.persistence.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/**
 * Remembers what tokens are used for, so that each serves one operation. What another keeper says
 * that it uses a token for counts once this one has seen the token and found that the other had,
 * too; until then it keeps its place in the order.
 */
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

  /** Notes what a keeper says; false when it has said so of this token before, whatever it was. */
  public Durable<Boolean> note(TokenUse use) {
    return database
        .write(
            entities -> {
              boolean known =
                  known(entities, use.token()).stream()
                      .anyMatch(row -> row.coordinator.equals(use.coordinator()));
              if (!known) {
                entities.persist(new TokenUseEntity(use, false));
              }
              return !known;
            })
        .onConflict(false);
  }

  /**
   * Uses a token that this keeper has seen, unless it serves another use: the first that is
   * founded.
   *
   * @param founded whether the coordinator of a use had seen the token; a pure function
   */
  public Durable<TokenVerdict> use(TokenUse use, Predicate<TokenUse> founded) {
    return database.write(entities -> used(entities, use, founded));
  }

  private static TokenVerdict used(
      EntityManager entities, TokenUse use, Predicate<TokenUse> founded) {
    List<TokenUseEntity> rows = known(entities, use.token());
    Optional<TokenUseEntity> served = rows.stream().filter(row -> row.seen).findFirst();
    if (served.isPresent()) {
      return verdict(use, served.get(), List.of());
    }
    List<TokenUse> unfounded =
        rows.stream().map(TokenUseEntity::use).filter(founded.negate()).toList();
    Optional<TokenUseEntity> first =
        rows.stream().filter(row -> founded.test(row.use())).findFirst();
    if (first.isPresent()) {
      first.get().seen = true;
      first.get().expiresAt = use.expiresAt();
      return verdict(use, first.get(), unfounded);
    }
    forget(entities, use.token());
    entities.persist(new TokenUseEntity(use, true));
    return new TokenVerdict(Optional.empty(), unfounded);
  }

  private static TokenVerdict verdict(
      TokenUse use, TokenUseEntity first, List<TokenUse> unfounded) {
    return new TokenVerdict(
        Optional.of(first.use()).filter(earlier -> !earlier.isSameAs(use)), unfounded);
  }

  /** All rows of a token, the first that was heard first. */
  private static List<TokenUseEntity> known(EntityManager entities, String token) {
    return entities
        .createQuery(
            "SELECT t FROM TokenUse t WHERE t.token = :token ORDER BY t.id", TokenUseEntity.class)
        .setParameter("token", token)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private static void forget(EntityManager entities, String token) {
    entities
        .createQuery("DELETE FROM TokenUse t WHERE t.token = :token")
        .setParameter("token", token)
        .executeUpdate();
  }

  /** How many uses are noted of each keeper, of tokens that this one has not seen. */
  public Map<String, Long> noted() {
    return database.read(
        entities -> {
          Map<String, Long> noted = new HashMap<>();
          entities
              .createQuery(
                  "SELECT t.coordinator, COUNT(t) FROM TokenUse t WHERE t.seen = false"
                      + " GROUP BY t.coordinator",
                  Object[].class)
              .getResultList()
              .forEach(row -> noted.put((String) row[0], (Long) row[1]));
          return noted;
        });
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
