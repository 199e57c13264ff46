package org.tagma.persistence.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/**
 * Generations that are over, and who has confirmed it; {@link KeyRepository#destroy} puts them
 * here, and nothing takes them away.
 */
@ApplicationScoped
public class DestructionRepository {
  private static final int LONGEST_PAGE = 1000;

  private final Database database;

  protected DestructionRepository() {
    this(null);
  }

  @Inject
  public DestructionRepository(Database database) {
    this.database = database;
  }

  /** What is known of the end of a generation. */
  public Optional<StoredDestruction> find(String keyId, int generation) {
    return database.read(
        entities -> find(entities, keyId, generation).map(DestructionEntity::stored));
  }

  /**
   * Those of which a holder has not confirmed that it knows, the oldest first.
   *
   * @param limit 1 to 1000
   */
  public List<StoredDestruction> unsettled(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT d FROM Destruction d WHERE d.settled = FALSE ORDER BY d.id",
                    DestructionEntity.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(DestructionEntity::stored)
                .toList());
  }

  /** Keeps what a keeper signed, the first of it. */
  public Durable<Boolean> confirm(String keyId, int generation, int keeper, String receipt) {
    return database.write(
        entities ->
            find(entities, keyId, generation)
                .map(d -> d.receipts.add(new ReceiptEmbeddable(keeper, receipt)))
                .orElse(false));
  }

  /** Nothing is left to be done about it. */
  public Durable<Boolean> settle(String keyId, int generation) {
    return database.write(
        entities -> {
          Optional<DestructionEntity> known = find(entities, keyId, generation);
          known.ifPresent(d -> d.settled = true);
          return known.isPresent();
        });
  }

  static Optional<DestructionEntity> find(EntityManager entities, String keyId, int generation) {
    return entities
        .createQuery(
            "SELECT d FROM Destruction d WHERE d.keyId = :keyId AND d.generation = :generation",
            DestructionEntity.class)
        .setParameter("keyId", keyId)
        .setParameter("generation", generation)
        .getResultStream()
        .findFirst();
  }
}
