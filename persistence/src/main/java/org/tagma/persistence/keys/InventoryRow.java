package org.tagma.persistence.keys;

/**
 * A generation in the inventory.
 *
 * @param activeGeneration the key's active one, 0 when there is none
 * @param pendingGeneration the latest that waits for its certificate, 0 when none does
 */
public record InventoryRow(
    StoredGeneration generation, int activeGeneration, int pendingGeneration) {}
