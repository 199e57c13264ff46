package org.tagma.persistence.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Remembers which requests are being done and what was answered, so that each is done once. */
@ApplicationScoped
public class IdempotencyRepository {
  private final Database database;

  protected IdempotencyRepository() {
    this(null);
  }

  @Inject
  public IdempotencyRepository(Database database) {
    this.database = database;
  }

  /** Claims a request, or says how it stands. */
  public Durable<Standing> claim(Claim claim) {
    return database.write(entities -> claimed(entities, claim)).onConflict(new Standing.UnderWay());
  }

  private static Standing claimed(EntityManager entities, Claim claim) {
    IdempotencyEntity known =
        entities.find(IdempotencyEntity.class, claim.scope(), LockModeType.PESSIMISTIC_WRITE);
    if (known == null) {
      entities.persist(new IdempotencyEntity(claim));
      return new Standing.Claimed();
    }
    Standing standing = known.standing(claim);
    if (standing instanceof Standing.UnderWay && !known.process.equals(claim.process())) {
      known.process = claim.process(); // whoever began it has died
      known.forgetAfter = claim.forgetAfter();
      return new Standing.Claimed();
    }
    return standing;
  }

  /** Keeps the answer to a claimed request; false when this process does not hold the claim. */
  public Durable<Boolean> answer(Claim claim, RecordedAnswer answer) {
    return database.write(
        entities ->
            entities
                    .createQuery(
                        "UPDATE IdempotentRequest r SET r.status = :status,"
                            + " r.mediaType = :mediaType, r.body = :body"
                            + " WHERE r.scope = :scope AND r.process = :process"
                            + " AND r.status IS NULL")
                    .setParameter("status", answer.status())
                    .setParameter("mediaType", answer.mediaType())
                    .setParameter("body", answer.body().getBytes(StandardCharsets.UTF_8))
                    .setParameter("scope", claim.scope())
                    .setParameter("process", claim.process())
                    .executeUpdate()
                == 1);
  }

  /** Gives a claim back: the request failed in a way that is worth another try. */
  public Durable<Boolean> release(Claim claim) {
    return database.write(
        entities ->
            entities
                    .createQuery(
                        "DELETE FROM IdempotentRequest r WHERE r.scope = :scope"
                            + " AND r.process = :process AND r.status IS NULL")
                    .setParameter("scope", claim.scope())
                    .setParameter("process", claim.process())
                    .executeUpdate()
                == 1);
  }

  /**
   * Forgets requests whose time is over.
   *
   * @param now epoch milliseconds
   * @return how many
   */
  public Durable<Integer> forget(long now) {
    return database.write(
        entities ->
            entities
                .createQuery("DELETE FROM IdempotentRequest r WHERE r.forgetAfter < :now")
                .setParameter("now", now)
                .executeUpdate());
  }
}
