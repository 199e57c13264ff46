package org.tagma.persistence.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Evidence against keepers, kept for auditors. */
@ApplicationScoped
public class EvidenceRepository {
  private final Database database;

  protected EvidenceRepository() {
    this(null);
  }

  @Inject
  public EvidenceRepository(Database database) {
    this.database = database;
  }

  /** Keeps a bundle; false when there is one with that id already, which stays as it is. */
  public Durable<Boolean> save(StoredEvidence evidence) {
    return database
        .write(
            entities -> {
              if (entities.find(EvidenceEntity.class, evidence.id()) != null) {
                return false;
              }
              entities.persist(new EvidenceEntity(evidence));
              return true;
            })
        .onConflict(false);
  }

  public Optional<StoredEvidence> find(String id) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(EvidenceEntity.class, id))
                .map(EvidenceEntity::stored));
  }

  /** Evidence against a keeper, newest first. */
  public List<StoredEvidence> against(String accused, int limit) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT e FROM Evidence e WHERE e.accused = :accused"
                        + " ORDER BY e.createdAt DESC, e.id",
                    EvidenceEntity.class)
                .setParameter("accused", accused)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(EvidenceEntity::stored)
                .toList());
  }
}
