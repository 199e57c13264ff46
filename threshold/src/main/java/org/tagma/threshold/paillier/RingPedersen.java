package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One keeper's ring-Pedersen parameters (Nhat, s, t), and commitments {@code s^a t^b mod Nhat}
 * under them ({@code spec/protocols.md} 1).
 *
 * <p>The keeper's own {@link RingPedersenKey} is one, too, and commits faster. Two are equal if
 * their three numbers are. Whether parameters are fit for use is for the proofs prm, mod and fac to
 * say.
 */
public sealed class RingPedersen permits RingPedersenKey {
  /** Tables cost about as much as this many commitments. */
  private static final int WORTH_TABLES = 8;

  private final BigInteger modulus;
  private final BigInteger s;
  private final BigInteger t;
  private final AtomicInteger commitments = new AtomicInteger();
  private volatile TwoCombs combs;

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

  /**
   * {@code s^a t^b mod Nhat} for any integers. Who commits under the same parameters again and
   * again gets it from tables, a few times faster: a megabyte, which lives as long as this object.
   * In the tables' range a commitment takes the same steps for all exponents.
   *
   * @throws ArithmeticException for a negative exponent of a base that is no unit
   */
  public BigInteger commit(BigInteger a, BigInteger b) {
    Optional<TwoCombs> combs = combs().filter(c -> c.takes(a, b));
    return combs.isPresent()
        ? combs.get().power(a, b)
        : s.modPow(a, modulus).multiply(t.modPow(b, modulus)).mod(modulus);
  }

  private Optional<TwoCombs> combs() {
    if (combs == null && commitments.incrementAndGet() > WORTH_TABLES && areUnits(s, t)) {
      int secretBits = ParameterSet.L_PRIME + ParameterSet.EPSILON + 1;
      int openingBits = ParameterSet.L + ParameterSet.EPSILON + 1 + modulus.bitLength();
      combs = new TwoCombs(modulus, s, secretBits, t, openingBits);
    }
    return Optional.ofNullable(combs);
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
