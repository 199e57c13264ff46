package org.tagma.persistence.keys;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A generation that is over.
 *
 * @param proof JSON with the signatures of enough keepers
 * @param settled whether nothing is left to be done about it
 * @param receipts by keeper: what others signed once they had erased their shares
 */
public record StoredDestruction(
    String keyId,
    int generation,
    String proof,
    boolean settled,
    SortedMap<Integer, String> receipts) {
  /** Takes a copy. */
  public StoredDestruction {
    receipts = Collections.unmodifiableSortedMap(new TreeMap<>(receipts));
  }
}
