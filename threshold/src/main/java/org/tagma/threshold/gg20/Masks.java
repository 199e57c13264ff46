package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.security.auth.Destroyable;

/** The masks of all products that one signer has given to the others, as far as it needs them. */
final class Masks implements Destroyable {
  private final SortedMap<Integer, Mask> blinding;
  private final SortedMap<Integer, Mask> key;

  /**
   * Masks by the signer whose nonce is in the product.
   *
   * @param blinding beta'_ij
   * @param key nu'_ij
   */
  Masks(SortedMap<Integer, Mask> blinding, SortedMap<Integer, Mask> key) {
    this.blinding = new TreeMap<>(blinding);
    this.key = new TreeMap<>(key);
  }

  /** beta'_ij with its randomness. */
  Mask blinding(int other) {
    return blinding.get(other);
  }

  /** The sum of all beta'_ij. */
  BigInteger blindingSum() {
    return sum(blinding);
  }

  /** The sum of all nu'_ij. */
  BigInteger keySum() {
    return sum(key);
  }

  private static BigInteger sum(SortedMap<Integer, Mask> masks) {
    return masks.values().stream().map(Mask::value).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Lets go of the masks of the key's products: they are never opened. */
  void destroyKeyMasks() {
    key.clear();
  }

  @Override
  public void destroy() {
    blinding.clear();
    key.clear();
  }

  @Override
  public boolean isDestroyed() {
    return blinding.isEmpty();
  }

  @Override
  public String toString() {
    return "Masks[redacted]";
  }
}
