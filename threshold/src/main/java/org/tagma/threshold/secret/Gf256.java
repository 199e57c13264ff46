package org.tagma.threshold.secret;

/**
 * The field of 256 elements, modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197 section 4). No branch and no
 * table index depends on an element.
 */
final class Gf256 {
  private static final int REDUCTION = 0x1b;

  private Gf256() {}

  /** The product of two elements, each from 0 to 255. */
  static int times(int a, int b) {
    int multiple = a;
    int product = 0;
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      product ^= multiple & -((b >>> bit) & 1);
      multiple = ((multiple << 1) & 0xff) ^ (REDUCTION & -(multiple >>> 7));
    }
    return product;
  }

  /** The inverse a^254; 0 for 0. */
  static int inverse(int a) {
    int square = a;
    int power = 1;
    for (int bit = 1; bit < Byte.SIZE; bit++) { // 254 = 2 + 4 + ... + 128
      square = times(square, square);
      power = times(power, square);
    }
    return power;
  }
}
