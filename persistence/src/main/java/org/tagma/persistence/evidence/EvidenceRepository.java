package org.tagma.persistence.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
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
    return database.write(entities -> added(entities, evidence)).onConflict(false);
  }

  /**
   * Keeps a bundle and, in the same transaction, quarantines the accused unless it is already. A
   * bundle that is known changes nothing: what its accused was released from does not come back.
   */
  public Durable<Boolean> convict(StoredEvidence evidence) {
    return database
        .write(
            entities -> {
              boolean added = added(entities, evidence);
              if (added && entities.find(QuarantineEntity.class, evidence.accused()) == null) {
                entities.flush(); // the evidence first: the quarantine refers to it
                entities.persist(new QuarantineEntity(evidence));
              }
              return added;
            })
        .onConflict(false);
  }

  private static boolean added(EntityManager entities, StoredEvidence evidence) {
    if (entities.find(EvidenceEntity.class, evidence.id()) != null) {
      return false;
    }
    entities.persist(new EvidenceEntity(evidence));
    return true;
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
