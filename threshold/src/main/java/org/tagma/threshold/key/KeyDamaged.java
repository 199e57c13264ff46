package org.tagma.threshold.key;

/**
 * This keeper's own share fails the public check that its peers would make: it must refuse instead
 * of looking like a liar (DESIGN section 4).
 */
public final class KeyDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyDamaged() {
    super("the key share of this keeper is damaged");
  }
}
