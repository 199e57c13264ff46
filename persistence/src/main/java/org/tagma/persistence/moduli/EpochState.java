package org.tagma.persistence.moduli;

/** Where an auxiliary epoch is in its life; it only ever moves forward. */
public enum EpochState {
  /** This keeper certified it, not yet everybody. */
  PENDING,
  /** Certified by all keepers, and the highest such epoch. */
  ACTIVE,
  /** A higher one is active; the secrets are erased. */
  RETIRED
}
