package org.tagma.persistence.sessions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.OptionalInt;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Remembers what each coordinator asked for, so that an operation can't change under way. */
@ApplicationScoped
public class AttemptRepository {
  private final Database database;

  protected AttemptRepository() {
    this(null);
  }

  @Inject
  public AttemptRepository(Database database) {
    this.database = database;
  }

  /** Admits an attempt and remembers it, or says why not. */
  public Durable<Admission> admit(AttemptClaim claim) {
    return database.write(entities -> admitted(entities, claim));
  }

  static Admission admitted(EntityManager entities, AttemptClaim claim) {
    if (claim.attempt() > claim.limit()) {
      return Admission.TOO_MANY_ATTEMPTS;
    }
    AttemptEntity known = found(entities, claim.coordinator(), claim.operationId(), true);
    if (known == null) {
      entities.persist(new AttemptEntity(claim));
      return Admission.ADMITTED;
    }
    if (!known.requestDigest.equals(claim.requestDigest())) {
      return Admission.ANOTHER_REQUEST;
    }
    known.highestAttempt = Math.max(known.highestAttempt, claim.attempt());
    known.notAfter = Math.max(known.notAfter, claim.notAfter());
    return Admission.ADMITTED;
  }

  /** The highest attempt admitted so far. */
  public OptionalInt highest(String coordinator, String operationId) {
    return database.read(
        entities -> {
          AttemptEntity known = found(entities, coordinator, operationId, false);
          return known == null ? OptionalInt.empty() : OptionalInt.of(known.highestAttempt);
        });
  }

  private static AttemptEntity found(
      EntityManager entities, String coordinator, String operationId, boolean toChange) {
    return entities
        .createQuery(
            "SELECT a FROM Attempt a"
                + " WHERE a.coordinator = :coordinator AND a.operationId = :operationId",
            AttemptEntity.class)
        .setParameter("coordinator", coordinator)
        .setParameter("operationId", operationId)
        .setLockMode(toChange ? LockModeType.PESSIMISTIC_WRITE : LockModeType.NONE)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }
}
