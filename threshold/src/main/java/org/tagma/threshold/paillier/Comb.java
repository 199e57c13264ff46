package org.tagma.threshold.paillier;

import java.math.BigInteger;

/**
 * Powers of one base modulo an odd number by the fixed-base comb of Lim and Lee (CRYPTO '94): the
 * exponent is written in 8 rows, each in 8 blocks, and the products of the rows' bases are looked
 * up. All exponents of one comb take the same multiplications, whatever their size, sign or bits.
 */
final class Comb {
  private static final int ROWS = 8;
  private static final int BLOCKS = 8;

  private final Montgomery modulus;
  private final int bits;
  private final int rowBits;
  private final int blockBits;
  private final long[][][] products; // by block and by the bits of the rows

  /**
   * A comb for exponents in +-2^bits.
   *
   * @param base a unit
   */
  Comb(Montgomery modulus, BigInteger base, int bits) {
    this.modulus = modulus;
    this.bits = bits;
    this.blockBits = (bits + 1 + ROWS * BLOCKS - 1) / (ROWS * BLOCKS); // one more bit by the offset
    this.rowBits = blockBits * BLOCKS;
    this.products = products(modulus.of(base));
  }

  /** How many squarings a power takes. */
  int columns() {
    return blockBits;
  }

  /** 2^bits: what is added to an exponent, so that it is never negative. */
  BigInteger offset() {
    return BigInteger.ONE.shiftLeft(bits);
  }

  /** Whether the exponent is in range. */
  boolean takes(BigInteger exponent) {
    return exponent.bitLength() <= bits;
  }

  /** Multiplies {@code power} by what column {@code column} of the exponent stands for. */
  long[][] multiplyColumn(BigInteger exponent, int column, long[][] power) {
    long[][] swapped = power;
    for (int block = 0; block < BLOCKS; block++) {
      int digits = 0;
      for (int row = ROWS - 1; row >= 0; row--) {
        boolean bit = exponent.testBit(row * rowBits + block * blockBits + column);
        digits = digits << 1 | (bit ? 1 : 0);
      }
      modulus.multiply(swapped[0], products[block][digits], swapped[1]);
      swapped = new long[][] {swapped[1], swapped[0]};
    }
    return swapped;
  }

  private long[][][] products(long[] base) {
    long[][][] table = new long[BLOCKS][1 << ROWS][];
    long[] power = base;
    for (int row = 0; row < ROWS; row++) {
      for (int block = 0; block < BLOCKS; block++) {
        table[block][1 << row] = power; // base^(2^(row rowBits + block blockBits))
        for (int i = 0; i < blockBits; i++) {
          power = product(power, power);
        }
      }
    }
    for (long[][] block : table) {
      block[0] = modulus.of(BigInteger.ONE);
      for (int digits = 1; digits < block.length; digits++) {
        int lowest = Integer.lowestOneBit(digits);
        if (digits != lowest) {
          block[digits] = product(block[digits ^ lowest], block[lowest]);
        }
      }
    }
    return table;
  }

  private long[] product(long[] a, long[] b) {
    long[] product = new long[modulus.limbs()];
    modulus.multiply(a, b, product);
    return product;
  }
}
