package org.tagma.protocols.operation;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the keepers have of a key.
 *
 * @param verdict what is left to do
 * @param targetGeneration the latest generation with a certificate that proves itself
 * @param versions by the name of each keeper that answered
 */
public record ConsistencyReport(
    Verdict verdict, OptionalInt targetGeneration, SortedMap<String, Versions> versions) {
  /** Takes a copy. */
  public ConsistencyReport {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** What is left to do. */
  public enum Verdict {
    /** Nothing: every holder has its share of the latest generation. */
    OK,
    /** Ask again: a holder is out of reach, or one more has lost its share. */
    SYNC_NEEDED,
    /** Make a new key: fewer than t shares are left. */
    ROTATE_NEEDED,
    /** No keeper that answers knows the key. */
    MISSING
  }

  /**
   * A keeper's generations.
   *
   * @param active 0 for none
   * @param pending 0 for none
   */
  public record Versions(int active, int pending) {}
}
