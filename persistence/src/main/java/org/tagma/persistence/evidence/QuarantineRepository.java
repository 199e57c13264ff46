package org.tagma.persistence.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Who is barred; {@link EvidenceRepository#convict} bars. */
@ApplicationScoped
public class QuarantineRepository {
  private final Database database;

  protected QuarantineRepository() {
    this(null);
  }

  @Inject
  public QuarantineRepository(Database database) {
    this.database = database;
  }

  /** Every barred keeper, by name. */
  public List<StoredQuarantine> all() {
    return database.read(
        entities ->
            entities
                .createQuery("SELECT q FROM Quarantine q ORDER BY q.keeper", QuarantineEntity.class)
                .getResultList()
                .stream()
                .map(QuarantineEntity::stored)
                .toList());
  }

  /** Lets a keeper take part again; false when it was not barred. */
  public Durable<Boolean> release(String keeper) {
    return database.write(
        entities -> {
          QuarantineEntity barred = entities.find(QuarantineEntity.class, keeper);
          if (barred == null) {
            return false;
          }
          entities.remove(barred);
          return true;
        });
  }
}
