package org.tagma.persistence.lease;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Keeps a second process off the same database. */
@ApplicationScoped
public class LeaseRepository {
  /** The time of the database in epoch milliseconds, in the SQL of H2 and PostgreSQL. */
  private static final String NOW =
      "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)";

  private final Database database;

  protected LeaseRepository() {
    this(null);
  }

  @Inject
  public LeaseRepository(Database database) {
    this.database = database;
  }

  /**
   * Takes or renews the lease for so long from now, by the clock of the database: keepers whose
   * machines disagree about the time still agree about the lease.
   *
   * @param holder names this process
   * @param millis how long
   * @return false while another process holds it
   */
  public Durable<Boolean> acquire(String holder, long millis) {
    return database.write(
        entities ->
            entities
                    .createNativeQuery(
                        "UPDATE keeper_lease SET holder = ?1, held_until = "
                            + NOW
                            + " + ?2 WHERE id = ?3"
                            + " AND (holder = ?1 OR holder IS NULL OR held_until <= "
                            + NOW
                            + ")")
                    .setParameter(1, holder)
                    .setParameter(2, millis)
                    .setParameter(3, LeaseEntity.ONLY)
                    .executeUpdate()
                == 1);
  }

  /** Gives the lease back; false when this process does not hold it. */
  public Durable<Boolean> release(String holder) {
    return database.write(
        entities ->
            entities
                    .createQuery(
                        "UPDATE Lease l SET l.holder = NULL, l.until = 0"
                            + " WHERE l.id = :only AND l.holder = :holder")
                    .setParameter("only", LeaseEntity.ONLY)
                    .setParameter("holder", holder)
                    .executeUpdate()
                == 1);
  }

  public Lease current() {
    return database.read(
        entities -> {
          LeaseEntity lease = entities.find(LeaseEntity.class, LeaseEntity.ONLY);
          return new Lease(lease.holder, lease.until);
        });
  }
}
