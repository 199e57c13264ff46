package org.tagma.web.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.tagma.protocols.operation.Inventory;
import org.tagma.threshold.key.KeyOrigin;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.web.request.InventoryQueries;

/**
 * The answer of {@code GET /compliance/inventory}.
 *
 * @param nextCursor {@code lastSeen} of the next page; left out after the last one
 */
public record InventoryAnswer(Listing inventory, String nextCursor, boolean hasMore) {
  /**
   * One page.
   *
   * @param generatedAt epoch milliseconds
   */
  public record Listing(
      long generatedAt, String peerId, int threshold, int totalPeers, List<Item> items) {}

  /**
   * A generation of a key.
   *
   * @param currentGeneration its number
   * @param createdAt epoch milliseconds
   * @param updatedAt epoch milliseconds
   * @param policy left out for none
   * @param lastPendingGeneration left out when none waits for its certificate
   * @param assetOwner left out for none
   * @param origin left out for a key that its keepers made
   */
  public record Item(
      String logicalId,
      Inventory.Status status,
      int currentGeneration,
      String curve,
      long createdAt,
      long updatedAt,
      JsonNode policy,
      boolean hasActiveKey,
      Integer lastPendingGeneration,
      boolean tampered,
      String assetOwner,
      KeyOrigin origin) {
    static Item of(Inventory.Item item) {
      return new Item(
          item.logicalId(),
          item.status(),
          item.generation(),
          item.curve(),
          item.createdAt().toEpochMilli(),
          item.updatedAt().toEpochMilli(),
          item.policy().map(KeyPolicy::toJson).orElse(null),
          item.hasActiveKey(),
          item.lastPendingGeneration().isPresent()
              ? (Integer) item.lastPendingGeneration().getAsInt()
              : null,
          item.tampered(),
          item.assetOwner().orElse(null),
          item.origin().orElse(null));
    }
  }

  static InventoryAnswer of(Inventory.Page page) {
    return new InventoryAnswer(
        new Listing(
            page.generatedAt().toEpochMilli(),
            page.peerId(),
            page.threshold(),
            page.totalPeers(),
            page.items().stream().map(Item::of).toList()),
        page.next().map(InventoryQueries::cursor).orElse(null),
        page.next().isPresent());
  }
}
