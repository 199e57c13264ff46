package org.tagma.persistence.keys;

/** What became of a generation to activate. */
public enum Activation {
  /** It is the active one now, or was before. */
  ACTIVE,
  /** A higher one is active: this one is kept, RETIRED. */
  SUPERSEDED,
  /** This keeper never certified it, or destroyed it. */
  MISSING
}
