package org.tagma.persistence.keys;

/** Where a generation is in its life; it only ever moves forward. */
public enum GenerationState {
  /** This keeper certified it, not yet everybody. */
  PENDING,
  /** Certified by all keepers, and the highest such generation. */
  ACTIVE,
  /** Certified by all keepers; a higher one is active. */
  RETIRED,
  /** The share is erased. */
  DESTROYED
}
