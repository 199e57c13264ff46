package org.tagma.threshold.paillier;

import java.math.BigInteger;

/**
 * {@code s^a t^b} by two combs that share their squarings.
 *
 * <p>The exponents are offset to be positive; what the offsets contribute is divided out.
 */
final class TwoCombs {
  private final Montgomery modulus;
  private final Comb s;
  private final Comb t;
  private final BigInteger first;
  private final BigInteger second;
  private final long[] withoutOffsets;

  /**
   * Tables for two units.
   *
   * @param firstBits exponents of s are in +-2^firstBits
   * @param secondBits exponents of t are in +-2^secondBits
   */
  TwoCombs(BigInteger n, BigInteger s, int firstBits, BigInteger t, int secondBits) {
    this.modulus = new Montgomery(n);
    this.s = new Comb(modulus, s, firstBits);
    this.t = new Comb(modulus, t, secondBits);
    this.first = this.s.offset();
    this.second = this.t.offset();
    BigInteger offsets = s.modPow(first, n).multiply(t.modPow(second, n)).mod(n);
    this.withoutOffsets = modulus.of(offsets.modInverse(n));
  }

  /** Whether both exponents are in range. */
  boolean takes(BigInteger a, BigInteger b) {
    return s.takes(a) && t.takes(b);
  }

  /** s^a t^b. */
  BigInteger power(BigInteger a, BigInteger b) {
    BigInteger x = a.add(first);
    BigInteger y = b.add(second);
    long[][] power = {modulus.of(BigInteger.ONE), new long[modulus.limbs()]};
    for (int column = Math.max(s.columns(), t.columns()) - 1; column >= 0; column--) {
      modulus.multiply(power[0], power[0], power[1]);
      power = new long[][] {power[1], power[0]};
      power = column < s.columns() ? s.multiplyColumn(x, column, power) : power;
      power = column < t.columns() ? t.multiplyColumn(y, column, power) : power;
    }
    modulus.multiply(power[0], withoutOffsets, power[1]);
    return modulus.number(power[1]);
  }
}
