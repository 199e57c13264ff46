package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

/**
 * A Paillier modulus N and what anybody can do with it: {@code enc(m; r) = (1 + mN) r^N mod N^2}
 * ({@code spec/protocols.md} 1).
 *
 * <p>Its owner's {@link PaillierKey} is one, too, and does the same faster. Two are equal if their
 * moduli are. Whether a modulus is fit for use is for the proofs mod and fac to say.
 */
public sealed class PaillierPublicKey permits PaillierKey {
  private final BigInteger modulus;
  private final BigInteger modulusSquared;

  /**
   * The key with the modulus N.
   *
   * @throws IllegalArgumentException unless N is odd and more than 1
   */
  public PaillierPublicKey(BigInteger modulus) {
    if (modulus.compareTo(BigInteger.ONE) <= 0 || !modulus.testBit(0)) {
      throw new IllegalArgumentException("not a Paillier modulus");
    }
    this.modulus = modulus;
    this.modulusSquared = modulus.multiply(modulus);
  }

  /** N. */
  public final BigInteger modulus() {
    return modulus;
  }

  /** N^2, the modulus of ciphertexts. */
  public final BigInteger modulusSquared() {
    return modulusSquared;
  }

  /**
   * enc(m; r).
   *
   * @param m any integer; what is encrypted is {@code m mod N}
   * @param r a unit modulo N
   */
  public final BigInteger encrypt(BigInteger m, BigInteger r) {
    BigInteger g = BigInteger.ONE.add(m.mod(modulus).multiply(modulus)); // (1 + N)^m
    return g.multiply(power(r)).mod(modulusSquared);
  }

  /** r^N mod N^2. */
  BigInteger power(BigInteger r) {
    return r.modPow(modulus, modulusSquared);
  }

  /** The ciphertext of the sum: {@code cd mod N^2}. */
  public final BigInteger add(BigInteger c, BigInteger d) {
    return c.multiply(d).mod(modulusSquared);
  }

  /**
   * The ciphertext of x times as much: {@code c^x mod N^2}.
   *
   * @param x any integer; a negative one inverts c
   * @param c a unit modulo N^2
   */
  public BigInteger multiply(BigInteger x, BigInteger c) {
    return c.modPow(x, modulusSquared);
  }

  /** A uniform unit modulo N, to encrypt with. */
  public final BigInteger randomUnit(SecureRandom random) {
    return Units.random(modulus, random);
  }

  /** Whether {@code r} is a unit modulo N, in (0, N). */
  public final boolean isUnit(BigInteger r) {
    return Units.areUnits(modulus, r);
  }

  /** Whether all of {@code c} are units modulo N^2, in (0, N^2). */
  public final boolean areCiphertexts(BigInteger... c) {
    return Units.areUnits(modulusSquared, modulus, List.of(c));
  }

  /** The representative of {@code m mod N} that is nearest to zero. */
  public final BigInteger signed(BigInteger m) {
    BigInteger reduced = m.mod(modulus);
    return reduced.compareTo(modulus.shiftRight(1)) > 0 ? reduced.subtract(modulus) : reduced;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof PaillierPublicKey that && that.modulus.equals(modulus);
  }

  @Override
  public final int hashCode() {
    return modulus.hashCode();
  }

  @Override
  public String toString() {
    return "PaillierPublicKey[" + modulus.bitLength() + " bits]";
  }
}
