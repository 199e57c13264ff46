package org.tagma.persistence.keys;

/** What became of a generation to store. */
public enum Storing {
  STORED,
  /** This keeper certified that generation of that key before, and does so once. */
  ALREADY_CERTIFIED,
  /** The key exists with another curve or usage. */
  ANOTHER_KEY
}
