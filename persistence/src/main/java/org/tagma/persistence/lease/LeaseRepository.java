package org.tagma.persistence.lease;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Keeps a second process off the same database. */
@ApplicationScoped
public class LeaseRepository {
  private final Database database;

  protected LeaseRepository() {
    this(null);
  }

  @Inject
  public LeaseRepository(Database database) {
    this.database = database;
  }

  /**
   * Takes or renews the lease; false while another process holds it.
   *
   * @param holder names this process
   * @param now epoch milliseconds
   * @param until epoch milliseconds
   */
  public Durable<Boolean> acquire(String holder, long now, long until) {
    return database.write(
        entities ->
            entities
                    .createQuery(
                        "UPDATE Lease l SET l.holder = :holder, l.until = :until"
                            + " WHERE l.id = :only"
                            + " AND (l.holder = :holder OR l.holder IS NULL OR l.until <= :now)")
                    .setParameter("holder", holder)
                    .setParameter("until", until)
                    .setParameter("only", LeaseEntity.ONLY)
                    .setParameter("now", now)
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
