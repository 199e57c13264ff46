package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.keys.GenerationState;
import org.tagma.persistence.keys.InventoryFilter;
import org.tagma.persistence.keys.InventoryRepository;
import org.tagma.persistence.keys.InventoryRow;
import org.tagma.persistence.keys.StoredGeneration;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.session.StoredKeys;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyPolicy;

/** Reads this keeper's rows, and checks each against its certificate. */
@Stateless
@Local(Inventory.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InventoryBean implements Inventory {
  private static final Place START = new Place("", 0);

  @Inject InventoryRepository repository;
  @Inject StoredKeys keys;
  @Inject KeeperConfiguration configuration;

  @Override
  public Page page(Query query) throws OperationFailed {
    Instant now = Instant.now();
    List<InventoryRow> found = found(query);
    List<InventoryRow> shown = found.subList(0, Math.min(query.limit(), found.size()));
    Optional<Place> next =
        found.size() > query.limit()
            ? Optional.of(place(shown.get(shown.size() - 1)))
            : Optional.empty();
    return new Page(
        now,
        configuration.peerId(),
        configuration.cluster().threshold(),
        configuration.cluster().total(),
        shown.stream().map(row -> item(row, now)).toList(),
        next);
  }

  private static Place place(InventoryRow row) {
    return new Place(row.generation().keyId(), row.generation().generation());
  }

  /** One more than a page has, which tells whether there are more. */
  private List<InventoryRow> found(Query query) throws OperationFailed {
    Place after = query.after().orElse(START);
    try {
      return repository.list(
          new InventoryFilter(
              query.logicalId(),
              query.assetOwner(),
              query.historical(),
              after.logicalId(),
              after.generation(),
              query.limit() + 1));
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_NOT_AVAILABLE, "this keeper cannot read its database");
    }
  }

  private Item item(InventoryRow row, Instant now) {
    StoredGeneration generation = row.generation();
    StoredKeys.Inspected inspected = keys.inspect(generation);
    Optional<CertificateContent> content = inspected.content();
    int pending = row.pendingGeneration();
    return new Item(
        generation.keyId(),
        status(generation, content, latest(generation.keyId()), now.toEpochMilli()),
        generation.generation(),
        generation.curve(),
        Instant.ofEpochMilli(generation.createdAt()),
        Instant.ofEpochMilli(generation.updatedAt()),
        content.flatMap(CertificateContent::policy),
        row.activeGeneration() > 0,
        pending > 0 ? OptionalInt.of(pending) : OptionalInt.empty(),
        inspected.tampered(),
        generation.assetOwner(),
        content.flatMap(CertificateContent::origin));
  }

  private Optional<CertificateContent> latest(String keyId) {
    try {
      return keys.active(keyId);
    } catch (KeyDamaged e) {
      return Optional.empty();
    }
  }

  /**
   * What a generation is good for; where what is stored is unreadable, what its state says alone.
   *
   * @param latest the certificate of the key's active generation
   */
  static Status status(
      StoredGeneration generation,
      Optional<CertificateContent> content,
      Optional<CertificateContent> latest,
      long now) {
    if (generation.state() == GenerationState.DESTROYED) {
      return Status.DESTROYED;
    }
    if (generation.state() == GenerationState.PENDING || generation.condemned()) {
      return Status.DISABLED;
    }
    boolean active = generation.state() == GenerationState.ACTIVE;
    if (content.isEmpty()) {
      return active ? Status.ACTIVE : Status.APPLY_EXPIRED;
    }
    CertificateContent own = content.get();
    CertificateContent ofToday = latest.orElse(own);
    if (!own.permits(KeyPolicy.Use.PROCESS, now, ofToday)) {
      return Status.EXPIRED;
    }
    return active && own.permits(KeyPolicy.Use.APPLY, now, ofToday)
        ? Status.ACTIVE
        : Status.APPLY_EXPIRED;
  }
}
