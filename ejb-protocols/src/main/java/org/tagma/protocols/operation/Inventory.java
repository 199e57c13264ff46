package org.tagma.protocols.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.key.KeyOrigin;
import org.tagma.threshold.key.KeyPolicy;

/** Which keys this keeper knows, and in which state they are. */
public interface Inventory {
  /**
   * A question.
   *
   * @param logicalId only this key
   * @param assetOwner only what belongs to this owner
   * @param historical also the generations before the active ones
   * @param after where the page before ended; empty for the first
   * @param limit from 1 to 200
   */
  record Query(
      Optional<String> logicalId,
      Optional<String> assetOwner,
      boolean historical,
      Optional<Place> after,
      int limit) {}

  /** A place in the order of all items: by key, the latest generation first. */
  record Place(String logicalId, int generation) {}

  /** What a generation is good for (spec/api.md, GET /compliance/inventory). */
  enum Status {
    /** Everything. */
    ACTIVE,
    /** Not for signing or encrypting any more: by its policy, or since another has followed it. */
    APPLY_EXPIRED,
    /** Not for verifying or decrypting either. */
    EXPIRED,
    /** Nothing: its shares are erased. */
    DESTROYED,
    /** Nothing: it waits for its certificate, or for enough keepers to destroy it. */
    DISABLED
  }

  /**
   * A generation of a key.
   *
   * @param generation its number
   * @param createdAt when this keeper got it
   * @param updatedAt when its state changed last
   * @param hasActiveKey whether the key has an active generation, be it another one
   * @param lastPendingGeneration of the key: the latest that waits for its certificate
   * @param tampered whether what is stored does not prove itself any more
   * @param origin where the key comes from; empty for one that its keepers made
   */
  record Item(
      String logicalId,
      Status status,
      int generation,
      String curve,
      Instant createdAt,
      Instant updatedAt,
      Optional<KeyPolicy> policy,
      boolean hasActiveKey,
      OptionalInt lastPendingGeneration,
      boolean tampered,
      Optional<String> assetOwner,
      Optional<KeyOrigin> origin) {}

  /**
   * One page.
   *
   * @param next when there are more
   */
  record Page(
      Instant generatedAt,
      String peerId,
      int threshold,
      int totalPeers,
      List<Item> items,
      Optional<Place> next) {}

  /** One page of the inventory. */
  Page page(Query query) throws OperationFailed;
}
