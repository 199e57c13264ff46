package org.tagma.persistence.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/**
 * The keys that this keeper holds shares of. A generation is certified once, ever; the active one
 * is the highest that everybody certified, and never goes back.
 */
@ApplicationScoped
public class KeyRepository {
  private static final int LONGEST_PAGE = 1000;

  private final Database database;
  private final Clock clock;

  protected KeyRepository() {
    this(null);
  }

  @Inject
  public KeyRepository(Database database) {
    this.database = database;
    this.clock = Clock.systemUTC();
  }

  /** Stores a generation as PENDING; must be durable before this keeper's CERT leaves. */
  public Durable<Storing> storePending(NewGeneration generation) {
    return database
        .write(entities -> store(entities, generation))
        .onConflict(Storing.ALREADY_CERTIFIED);
  }

  private Storing store(EntityManager entities, NewGeneration generation) {
    if (DestructionRepository.find(entities, generation.keyId(), generation.generation())
        .isPresent()) {
      return Storing.ALREADY_CERTIFIED; // and over, though this keeper has lost it
    }
    long now = clock.millis();
    KeyEntity key = locked(entities, generation.keyId()).orElse(null);
    if (key == null) {
      key = new KeyEntity(generation, now);
      entities.persist(key);
    } else if (!key.fits(generation)) {
      return Storing.ANOTHER_KEY;
    } else if (found(entities, generation.keyId(), generation.generation()).isPresent()) {
      return Storing.ALREADY_CERTIFIED;
    }
    entities.persist(new GenerationEntity(key, generation, now));
    key.updatedAt = now;
    return Storing.STORED;
  }

  /**
   * Makes a generation the active one, and the one before it RETIRED, unless a higher one is
   * active.
   *
   * @param certificate JSON with the signatures of all keepers, in place of the one stored so far
   */
  public Durable<Activation> activate(String keyId, int generation, String certificate) {
    return database.write(entities -> activated(entities, keyId, generation, certificate));
  }

  private Activation activated(
      EntityManager entities, String keyId, int generation, String certificate) {
    locked(entities, keyId); // two activations of one key must not pass each other
    GenerationEntity candidate = found(entities, keyId, generation).orElse(null);
    if (candidate == null || candidate.state == GenerationState.DESTROYED) {
      return Activation.MISSING;
    }
    if (candidate.state == GenerationState.ACTIVE) {
      return Activation.ACTIVE;
    }
    if (candidate.state == GenerationState.RETIRED) {
      return Activation.SUPERSEDED;
    }
    long now = clock.millis();
    candidate.certificate = certificate;
    GenerationEntity current = activeOf(entities, keyId).orElse(null);
    if (current != null && current.generation > generation) {
      candidate.become(GenerationState.RETIRED, now);
      return Activation.SUPERSEDED;
    }
    if (current != null) {
      current.become(GenerationState.RETIRED, now);
    }
    candidate.become(GenerationState.ACTIVE, now);
    return Activation.ACTIVE;
  }

  /**
   * Stores a generation that all its holders have certified as the active one, unless a higher one
   * is active: without a share at a keeper that is no holder, with the share at one that had lost
   * it.
   *
   * @return MISSING when this keeper knows another certificate for the generation, or has destroyed
   *     it
   */
  public Durable<Activation> adopt(NewGeneration generation) {
    return database.write(entities -> adopted(entities, generation)).onConflict(Activation.MISSING);
  }

  private Activation adopted(EntityManager entities, NewGeneration generation) {
    locked(entities, generation.keyId());
    GenerationEntity known =
        found(entities, generation.keyId(), generation.generation()).orElse(null);
    if (known == null) {
      if (store(entities, generation) != Storing.STORED) {
        return Activation.MISSING;
      }
    } else if (!known.certHash.equals(generation.certHash())) {
      return Activation.MISSING;
    } else if (known.state != GenerationState.DESTROYED) {
      known.encryptedShare = generation.encryptedShare();
      known.certificate = generation.certificate();
      known.updatedAt = clock.millis();
    }
    return activated(
        entities, generation.keyId(), generation.generation(), generation.certificate());
  }

  /** Whether a generation may not be destroyed: two later ones have not been active yet. */
  public boolean isNeeded(String keyId, int generation) {
    return database.read(entities -> isNeeded(entities, keyId, generation));
  }

  private static boolean isNeeded(EntityManager entities, String keyId, int generation) {
    long later =
        generations(entities, keyId).stream()
            .filter(g -> g.generation > generation && g.wasActive())
            .count();
    return later < 2;
  }

  /**
   * Keeps that a generation is never to be used again.
   *
   * @return false when it is needed, or was never active here
   */
  public Durable<Boolean> condemn(String keyId, int generation) {
    return database.write(
        entities -> {
          locked(entities, keyId);
          GenerationEntity target = found(entities, keyId, generation).orElse(null);
          if (target == null || !target.wasActive() || isNeeded(entities, keyId, generation)) {
            return false;
          }
          if (target.condemnedAt == null) {
            target.condemnedAt = clock.millis();
          }
          return true;
        });
  }

  /**
   * Erases the share of a generation that is over, and keeps the proof of it. A generation that is
   * unknown here will never be known.
   *
   * @param proof JSON, checked by the caller
   * @return false when the generation is active here, which has missed a later one, or another one
   *     is known by its number
   */
  public Durable<Boolean> destroy(String keyId, int generation, String certHash, String proof) {
    return database.write(
        entities -> {
          locked(entities, keyId);
          GenerationEntity target = found(entities, keyId, generation).orElse(null);
          boolean fits =
              target == null
                  || (target.certHash.equals(certHash) && target.state != GenerationState.ACTIVE);
          if (fits && DestructionRepository.find(entities, keyId, generation).isEmpty()) {
            destroyed(target);
            entities.persist(new DestructionEntity(keyId, generation, proof, clock.millis()));
          }
          return fits;
        });
  }

  private void destroyed(GenerationEntity target) {
    if (target != null) {
      long now = clock.millis();
      target.encryptedShare = null;
      target.condemnedAt = target.condemnedAt == null ? (Long) now : target.condemnedAt;
      target.become(GenerationState.DESTROYED, now);
    }
  }

  /**
   * Erases the share of a retired generation whose key lives on in newer shares.
   *
   * @return false when the generation is not retired
   */
  public Durable<Boolean> erase(String keyId, int generation) {
    return database.write(
        entities -> {
          locked(entities, keyId);
          GenerationEntity target = found(entities, keyId, generation).orElse(null);
          if (target == null || target.state != GenerationState.RETIRED) {
            return false;
          }
          target.encryptedShare = null;
          target.become(GenerationState.DESTROYED, clock.millis());
          return true;
        });
  }

  /** The generations that were active before and have their shares still, the latest first. */
  public List<StoredGeneration> retired(String keyId) {
    return database.read(
        entities ->
            generations(entities, keyId).stream()
                .filter(g -> g.state == GenerationState.RETIRED)
                .sorted(Comparator.comparingInt((GenerationEntity g) -> g.generation).reversed())
                .map(GenerationEntity::stored)
                .toList());
  }

  /** The generation that signs or decrypts. */
  public Optional<StoredGeneration> active(String keyId) {
    return database.read(entities -> activeOf(entities, keyId).map(GenerationEntity::stored));
  }

  /** One generation, whatever its state. */
  public Optional<StoredGeneration> find(String keyId, int generation) {
    return database.read(
        entities -> found(entities, keyId, generation).map(GenerationEntity::stored));
  }

  /** The highest generation that this keeper ever certified, 0 when the key is unknown. */
  public int highestGeneration(String keyId) {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT COALESCE(MAX(g.generation), 0) FROM Generation g"
                        + " WHERE g.key.keyId = :keyId",
                    Number.class)
                .setParameter("keyId", keyId)
                .getSingleResult()
                .intValue());
  }

  /**
   * Keys in the order of their names.
   *
   * @param after the last name of the page before, empty for the first page
   * @param limit 1 to 1000
   */
  public List<StoredKey> list(String after, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
    return database.read(
        entities ->
            described(
                entities,
                entities
                    .createQuery(
                        "SELECT k FROM Key k WHERE k.keyId > :after ORDER BY k.keyId",
                        KeyEntity.class)
                    .setParameter("after", after)
                    .setMaxResults(limit)
                    .getResultList()));
  }

  /**
   * The keys that changed last, the latest first.
   *
   * @param limit 1 to 1000
   */
  public List<StoredKey> recent(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
    return database.read(
        entities ->
            described(
                entities,
                entities
                    .createQuery(
                        "SELECT k FROM Key k ORDER BY k.updatedAt DESC, k.keyId", KeyEntity.class)
                    .setMaxResults(limit)
                    .getResultList()));
  }

  /** When uses of generations end, the earliest first; of those that are not used anyway, none. */
  public List<Expiry> expiring(ExpiryFilter filter) {
    boolean apply = filter.use() == Expiry.Use.APPLY;
    String end = apply ? "g.applyNotAfter" : "g.processNotAfter";
    List<GenerationState> used =
        apply
            ? List.of(GenerationState.ACTIVE)
            : List.of(GenerationState.ACTIVE, GenerationState.RETIRED);
    String query =
        "SELECT g FROM Generation g WHERE g.state IN :used AND g.condemnedAt IS NULL"
            + " AND "
            + end
            + " >= :from AND "
            + end
            + " < :to AND ("
            + end
            + " > :after OR ("
            + end
            + " = :after AND g.id > :row)) ORDER BY "
            + end
            + ", g.id";
    return database.read(
        entities ->
            entities
                .createQuery(query, GenerationEntity.class)
                .setParameter("used", used)
                .setParameter("from", filter.from())
                .setParameter("to", filter.to())
                .setParameter("after", filter.afterNotAfter())
                .setParameter("row", filter.afterRow())
                .setMaxResults(filter.limit())
                .getResultList()
                .stream()
                .map(g -> g.expiry(filter.use()))
                .toList());
  }

  private static List<StoredKey> described(EntityManager entities, List<KeyEntity> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, List<GenerationEntity>> generations =
        entities
            .createQuery(
                "SELECT g FROM Generation g WHERE g.key.keyId IN :keyIds", GenerationEntity.class)
            .setParameter("keyIds", keys.stream().map(key -> key.keyId).toList())
            .getResultList()
            .stream()
            .collect(Collectors.groupingBy(generation -> generation.key.keyId));
    return keys.stream()
        .map(key -> summary(key, generations.getOrDefault(key.keyId, List.of())))
        .toList();
  }

  private static StoredKey summary(KeyEntity key, List<GenerationEntity> generations) {
    return new StoredKey(
        key.keyId,
        key.curve,
        key.usage,
        generations.stream()
            .filter(generation -> generation.state == GenerationState.ACTIVE)
            .mapToInt(generation -> generation.generation)
            .max()
            .orElse(0),
        generations.stream().mapToInt(generation -> generation.generation).max().orElse(0),
        key.createdAt,
        key.updatedAt);
  }

  private static Optional<KeyEntity> locked(EntityManager entities, String keyId) {
    // a query, because it writes pending changes first; find with a lock would read over them
    return entities
        .createQuery("SELECT k FROM Key k WHERE k.keyId = :keyId", KeyEntity.class)
        .setParameter("keyId", keyId)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  private static Optional<GenerationEntity> found(
      EntityManager entities, String keyId, int generation) {
    return entities
        .createQuery(
            "SELECT g FROM Generation g WHERE g.key.keyId = :keyId AND g.generation = :generation",
            GenerationEntity.class)
        .setParameter("keyId", keyId)
        .setParameter("generation", generation)
        .getResultStream()
        .findFirst();
  }

  private static Optional<GenerationEntity> activeOf(EntityManager entities, String keyId) {
    return generations(entities, keyId).stream()
        .filter(generation -> generation.state == GenerationState.ACTIVE)
        .findFirst();
  }

  private static List<GenerationEntity> generations(EntityManager entities, String keyId) {
    return entities
        .createQuery(
            "SELECT g FROM Generation g WHERE g.key.keyId = :keyId", GenerationEntity.class)
        .setParameter("keyId", keyId)
        .getResultList();
  }
}
