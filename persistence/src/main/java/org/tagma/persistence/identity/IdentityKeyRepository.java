package org.tagma.persistence.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;

/** Every identity key that any keeper ever used. */
@ApplicationScoped
public class IdentityKeyRepository {
  private final Database database;

  protected IdentityKeyRepository() {
    this(null);
  }

  @Inject
  public IdentityKeyRepository(Database database) {
    this.database = database;
  }

  /** Keeps a key; false when it is known already. */
  public Durable<Boolean> save(IdentityKey key) {
    return database
        .write(
            entities -> {
              if (entities.find(IdentityKeyEntity.class, key.thumbprint()) != null) {
                return false;
              }
              entities.persist(new IdentityKeyEntity(key));
              return true;
            })
        .onConflict(false);
  }

  public Optional<IdentityKey> find(String thumbprint) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(IdentityKeyEntity.class, thumbprint))
                .map(IdentityKeyEntity::key));
  }

  /** All keys, each keeper's in the order in which they came into use. */
  public List<IdentityKey> all() {
    return database.read(
        entities ->
            entities
                .createQuery(
                    "SELECT k FROM IdentityKey k ORDER BY k.keeper, k.since, k.thumbprint",
                    IdentityKeyEntity.class)
                .getResultList()
                .stream()
                .map(IdentityKeyEntity::key)
                .toList());
  }
}
