package org.tagma.threshold.paillier;

import java.math.BigInteger;

/**
 * One keeper's ring-Pedersen parameters (Nhat, s, t), and commitments {@code s^a t^b mod Nhat}
 * under them ({@code spec/protocols.md} 1).
 *
 * <p>The keeper's own {@link RingPedersenKey} is one, too, and commits faster. Two are equal if
 * their three numbers are. Whether parameters are fit for use is for the proofs prm, mod and fac to
 * say.
 */
public sealed class RingPedersen permits RingPedersenKey {
  private final BigInteger modulus;
  private final BigInteger s;
  private final BigInteger t;

  /**
   * The parameters.
   *
   * @throws IllegalArgumentException unless the modulus is odd and more than 1, and s and t are in
   *     [0, modulus)
   */
  public RingPedersen(BigInteger modulus, BigInteger s, BigInteger t) {
    boolean odd = modulus.compareTo(BigInteger.ONE) > 0 && modulus.testBit(0);
    if (!odd || !isResidue(s, modulus) || !isResidue(t, modulus)) {
      throw new IllegalArgumentException("not ring-Pedersen parameters");
    }
    this.modulus = modulus;
    this.s = s;
    this.t = t;
  }

  private static boolean isResidue(BigInteger v, BigInteger modulus) {
    return v.signum() >= 0 && v.compareTo(modulus) < 0;
  }

  /** Nhat. */
  public final BigInteger modulus() {
    return modulus;
  }

  /** s = t^lambda. */
  public final BigInteger s() {
    return s;
  }

  /** t, a square. */
  public final BigInteger t() {
    return t;
  }

  /** Whether s and t are units, neither is 1, and they differ. */
  public final boolean isWellFormed() {
    return areUnits(s, t) && !s.equals(BigInteger.ONE) && !t.equals(BigInteger.ONE) && !s.equals(t);
  }

  /** {@code s^a t^b mod Nhat} for any integers. */
  public BigInteger commit(BigInteger a, BigInteger b) {
    return s.modPow(a, modulus).multiply(t.modPow(b, modulus)).mod(modulus);
  }

  /** Whether all of {@code values} are units modulo Nhat, in (0, Nhat). */
  public final boolean areUnits(BigInteger... values) {
    return Units.areUnits(modulus, values);
  }

  /** {@code v w^e mod Nhat}: the other side of a proof's equation. */
  public final BigInteger shifted(BigInteger v, BigInteger w, BigInteger e) {
    return v.multiply(w.modPow(e, modulus)).mod(modulus);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof RingPedersen that
        && that.modulus.equals(modulus)
        && that.s.equals(s)
        && that.t.equals(t);
  }

  @Override
  public final int hashCode() {
    return 31 * modulus.hashCode() + s.hashCode();
  }

  @Override
  public String toString() {
    return "RingPedersen[" + modulus.bitLength() + " bits]";
  }
}
