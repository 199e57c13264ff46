package org.tagma.persistence.keys;

import java.util.Optional;

/**
 * Which generations are listed, in the order of their keys' names, the latest of a key first.
 *
 * @param keyId only of this key
 * @param assetOwner only what belongs to this owner
 * @param historical also those before the active one
 * @param afterKeyId the key of the last one of the page before, or the empty text
 * @param afterGeneration its number, or 0
 * @param limit 1 to 1000
 */
public record InventoryFilter(
    Optional<String> keyId,
    Optional<String> assetOwner,
    boolean historical,
    String afterKeyId,
    int afterGeneration,
    int limit) {
  private static final int LONGEST_PAGE = 1000;

  public InventoryFilter {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
  }
}
