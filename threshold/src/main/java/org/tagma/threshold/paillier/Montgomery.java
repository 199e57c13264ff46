package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Multiplication modulo an odd number n in Montgomery's form, x R mod n with R = 2^(60 limbs). A
 * product takes the same steps whatever its factors are, and no memory.
 *
 * <p>Numbers are arrays of limbs of 60 bits, the least significant one first, and are below 2n:
 * since R is more than 4n, products of such numbers are so again, and nothing is subtracted at the
 * end.
 */
final class Montgomery {
  private static final int BITS = 60;
  private static final long MASK = (1L << BITS) - 1;

  /** A product of two limbs, one of them shifted by this, has its upper half in the upper word. */
  private static final int SHIFT = Long.SIZE - BITS;

  private final BigInteger modulus;
  private final int limbs;
  private final long[] n;
  private final long minusInverse; // -1/n modulo 2^60
  private final BigInteger r;

  Montgomery(BigInteger modulus) {
    this.modulus = modulus;
    this.limbs = (modulus.bitLength() + 2 + BITS - 1) / BITS;
    this.n = split(modulus);
    BigInteger word = BigInteger.ONE.shiftLeft(BITS);
    this.minusInverse = modulus.modInverse(word).negate().mod(word).longValue();
    this.r = BigInteger.ONE.shiftLeft(BITS * limbs);
  }

  /** How many limbs a number has. */
  int limbs() {
    return limbs;
  }

  /** The form of {@code x mod n}. */
  long[] of(BigInteger x) {
    return split(x.mod(modulus).multiply(r).mod(modulus));
  }

  /** The number in [0, n) with this form. */
  BigInteger number(long[] form) {
    long[] one = new long[limbs];
    one[0] = 1;
    long[] product = new long[limbs];
    multiply(form, one, product);
    BigInteger number = BigInteger.ZERO;
    for (int i = limbs - 1; i >= 0; i--) {
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(product[i]));
    }
    return number.mod(modulus);
  }

  /**
   * Writes the form of the product of a and b.
   *
   * @param product another array than a and b
   */
  void multiply(long[] a, long[] b, long[] product) {
    Arrays.fill(product, 0);
    for (int i = 0; i < limbs; i++) {
      addMultiple(a[i], b, product);
    }
  }

  /** product = (product + x b + m n) / 2^60, with the m that makes it whole. */
  private void addMultiple(long x, long[] b, long[] product) {
    long first = product[0] + (x * b[0] & MASK);
    long m = first * minusInverse & MASK;
    long shiftedX = x << SHIFT;
    long shiftedM = m << SHIFT;
    long carry = (first + (m * n[0] & MASK)) >>> BITS;
    carry += upper(shiftedX, b[0]) + upper(shiftedM, n[0]);
    for (int j = 1; j < limbs; j++) {
      long sum = product[j] + (x * b[j] & MASK) + (m * n[j] & MASK) + carry;
      product[j - 1] = sum & MASK;
      carry = (sum >>> BITS) + upper(shiftedX, b[j]) + upper(shiftedM, n[j]);
    }
    product[limbs - 1] = carry;
  }

  /** The upper 60 bits of a product of 120; the shifted factor may have its sign bit set. */
  private static long upper(long shifted, long limb) {
    return Math.multiplyHigh(shifted, limb) + (shifted >> (Long.SIZE - 1) & limb);
  }

  private long[] split(BigInteger x) {
    long[] parts = new long[limbs];
    for (int i = 0; i < limbs; i++) {
      parts[i] = x.shiftRight(BITS * i).longValue() & MASK;
    }
    return parts;
  }
}
