package org.tagma.threshold.key;

/**
 * What this keeper has stored of a key is damaged: its share fails the public check that its peers
 * would make, or its certificate does not prove itself. It must refuse instead of looking like a
 * liar (DESIGN section 4).
 */
public final class KeyDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyDamaged() {
    super("what this keeper has stored of the key is damaged");
  }
}
