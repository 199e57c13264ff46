package org.tagma.persistence.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagma.persistence.Database;

/** What keys and generations this keeper knows. */
@ApplicationScoped
public class InventoryRepository {
  /** The active one; of a key that has none, the latest. */
  private static final String CURRENT =
      "(g.state = :active OR (g.generation ="
          + " (SELECT MAX(m.generation) FROM Generation m WHERE m.key.keyId = g.key.keyId)"
          + " AND NOT EXISTS (SELECT a.id FROM Generation a"
          + " WHERE a.key.keyId = g.key.keyId AND a.state = :active)))";

  private final Database database;

  protected InventoryRepository() {
    this(null);
  }

  @Inject
  public InventoryRepository(Database database) {
    this.database = database;
  }

  /** One page. */
  public List<InventoryRow> list(InventoryFilter filter) {
    return database.read(entities -> described(entities, page(entities, filter)));
  }

  private static List<GenerationEntity> page(EntityManager entities, InventoryFilter filter) {
    StringBuilder query =
        new StringBuilder(
            "SELECT g FROM Generation g WHERE (g.key.keyId > :afterKeyId"
                + " OR (g.key.keyId = :afterKeyId AND g.generation < :afterGeneration))");
    query.append(" AND (").append(CURRENT);
    query.append(filter.historical() ? " OR g.state IN :historical)" : ")");
    filter.keyId().ifPresent(k -> query.append(" AND g.key.keyId = :keyId"));
    filter.assetOwner().ifPresent(o -> query.append(" AND g.assetOwner = :assetOwner"));
    query.append(" ORDER BY g.key.keyId, g.generation DESC");
    TypedQuery<GenerationEntity> page =
        entities
            .createQuery(query.toString(), GenerationEntity.class)
            .setParameter("afterKeyId", filter.afterKeyId())
            .setParameter("afterGeneration", filter.afterGeneration())
            .setParameter("active", GenerationState.ACTIVE)
            .setMaxResults(filter.limit());
    if (filter.historical()) {
      page.setParameter("historical", List.of(GenerationState.RETIRED, GenerationState.DESTROYED));
    }
    filter.keyId().ifPresent(k -> page.setParameter("keyId", k));
    filter.assetOwner().ifPresent(o -> page.setParameter("assetOwner", o));
    return page.getResultList();
  }

  private static List<InventoryRow> described(
      EntityManager entities, List<GenerationEntity> generations) {
    if (generations.isEmpty()) {
      return List.of();
    }
    Map<String, List<GenerationEntity>> others =
        entities
            .createQuery(
                "SELECT g FROM Generation g WHERE g.key.keyId IN :keyIds AND g.state IN :states",
                GenerationEntity.class)
            .setParameter("keyIds", generations.stream().map(g -> g.key.keyId).distinct().toList())
            .setParameter("states", List.of(GenerationState.ACTIVE, GenerationState.PENDING))
            .getResultList()
            .stream()
            .collect(Collectors.groupingBy(g -> g.key.keyId));
    return generations.stream()
        .map(
            g -> {
              List<GenerationEntity> ofKey = others.getOrDefault(g.key.keyId, List.of());
              int active = latest(ofKey, GenerationState.ACTIVE);
              int pending = latest(ofKey, GenerationState.PENDING);
              return new InventoryRow(g.stored(), active, pending);
            })
        .toList();
  }

  private static int latest(List<GenerationEntity> generations, GenerationState state) {
    return generations.stream()
        .filter(g -> g.state == state)
        .mapToInt(g -> g.generation)
        .max()
        .orElse(0);
  }
}
