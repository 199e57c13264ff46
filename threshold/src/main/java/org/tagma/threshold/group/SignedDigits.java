package org.tagma.threshold.group;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A public number in non-adjacent form: digits that are zero or odd and below 2^(width-1) in
 * absolute value, at most one of {@code width} neighbours not zero. Variable time.
 */
final class SignedDigits {
  /** For a base whose multiples are kept. */
  static final int GENERATOR_WIDTH = 8;

  private SignedDigits() {}

  /** The width at which making the multiples of a base pays for a factor of so many bits. */
  static int width(int bits) {
    if (bits <= 20) { // keeper numbers
      return 2;
    }
    return bits <= 140 ? 4 : 5; // the weights of a batch, scalars
  }

  /** The digits of a number that is not negative, the least significant one first. */
  static byte[] of(BigInteger number, int width) {
    byte[] digits = new byte[number.bitLength() + 1];
    int length = 0;
    int carry = 0;
    for (int bit = 0; bit < digits.length; ) {
      if ((number.testBit(bit) ? 1 : 0) == carry) {
        bit++;
        continue;
      }
      int digit = carry;
      for (int i = 0; i < width; i++) {
        digit += number.testBit(bit + i) ? 1 << i : 0;
      }
      carry = digit >> (width - 1); // a digit above half becomes negative
      digits[bit] = (byte) (digit - (carry << width));
      length = bit + 1;
      bit += width;
    }
    return Arrays.copyOf(digits, length);
  }
}
