package org.tagma.persistence.moduli;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tagma.persistence.Database;
import org.tagma.persistence.Durable;
import org.tagma.persistence.keys.Activation;

/**
 * The moduli of threshold ECDSA. Made ones wait for the next set-up; as this keeper certifies an
 * epoch they become its own. An epoch is certified once, ever; the active one is the highest that
 * everybody certified, and never goes back.
 */
@ApplicationScoped
public class ModuliRepository {
  private final Database database;
  private final Clock clock;

  protected ModuliRepository() {
    this(null);
  }

  @Inject
  public ModuliRepository(Database database) {
    this.database = database;
    this.clock = Clock.systemUTC();
  }

  /** Keeps moduli for the next set-up; false when there are some of this size already. */
  public Durable<Boolean> keepMade(String set, byte[] encryptedSecrets) {
    return database
        .write(
            entities -> {
              if (entities.find(MadeModuliEntity.class, set) != null) {
                return false;
              }
              entities.persist(new MadeModuliEntity(set, encryptedSecrets, clock.millis()));
              return true;
            })
        .onConflict(false);
  }

  /** Moduli of this size for the next set-up, encrypted. */
  public Optional<byte[]> made(String set) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(MadeModuliEntity.class, set))
                .map(made -> made.encryptedSecrets));
  }

  /** Forgets made moduli that do not open. */
  public Durable<Boolean> dropMade(String set) {
    return database.write(entities -> dropped(entities, set));
  }

  private static boolean dropped(EntityManager entities, String set) {
    MadeModuliEntity made = entities.find(MadeModuliEntity.class, set);
    if (made != null) {
      entities.remove(made);
    }
    return made != null;
  }

  /**
   * Stores an epoch as PENDING, and uses up the made moduli; must be durable before this keeper's
   * certificate leaves.
   *
   * @return false when the epoch was certified before, or the moduli are used up
   */
  public Durable<Boolean> storePending(NewEpoch epoch) {
    return database
        .write(
            entities -> {
              if (entities.find(EpochEntity.class, epoch.epoch()) != null
                  || !dropped(entities, epoch.set())) {
                return false;
              }
              entities.persist(new EpochEntity(epoch, clock.millis()));
              return true;
            })
        .onConflict(false);
  }

  /**
   * Makes an epoch the active one, and retires all before it, unless a higher one is active.
   *
   * @param certificate JSON with the signatures of all keepers, in place of the one stored so far
   */
  public Durable<Activation> activate(int epoch, String certificate) {
    return database.write(entities -> activated(entities, epoch, certificate));
  }

  private Activation activated(EntityManager entities, int epoch, String certificate) {
    EpochEntity candidate = entities.find(EpochEntity.class, epoch);
    if (candidate == null) {
      return Activation.MISSING;
    }
    if (candidate.state != EpochState.PENDING) {
      return candidate.state == EpochState.ACTIVE ? Activation.ACTIVE : Activation.SUPERSEDED;
    }
    long now = clock.millis();
    candidate.activate(certificate, now);
    for (EpochEntity other : all(entities)) {
      if (other.epoch < epoch) {
        other.retire(now);
      } else if (other.epoch > epoch && other.state == EpochState.ACTIVE) {
        candidate.retire(now);
      }
    }
    return candidate.state == EpochState.ACTIVE ? Activation.ACTIVE : Activation.SUPERSEDED;
  }

  /** The epoch that is in use. */
  public Optional<StoredEpoch> active() {
    return database.read(
        entities ->
            all(entities).stream()
                .filter(epoch -> epoch.state == EpochState.ACTIVE)
                .findFirst()
                .map(EpochEntity::stored));
  }

  /** One epoch, whatever its state. */
  public Optional<StoredEpoch> find(int epoch) {
    return database.read(
        entities ->
            Optional.ofNullable(entities.find(EpochEntity.class, epoch)).map(EpochEntity::stored));
  }

  /** The highest epoch that this keeper ever certified, 0 when there is none. */
  public int highestEpoch() {
    return database.read(
        entities -> all(entities).stream().mapToInt(epoch -> epoch.epoch).max().orElse(0));
  }

  private static List<EpochEntity> all(EntityManager entities) {
    return entities.createQuery("SELECT e FROM Epoch e", EpochEntity.class).getResultList();
  }
}
