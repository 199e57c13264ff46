package org.tagma.threshold.group;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A scalar modulo an odd order, as windows of digits +1 and -1 only: {@code k = sum (2 m_j - 1)
 * 2^j} for the bits {@code m_j} of {@code m = (k + 2^L - 1) / 2 mod q}. Each window stands for an
 * odd number between -31 and 31: never zero, so that no scalar needs a branch.
 */
final class SecretDigits {
  /** Bits of a window. */
  static final int WIDTH = 5;

  /** The odd numbers 1, 3, ..., 31 that a window can stand for, sign apart. */
  static final int MAGNITUDES = 1 << (WIDTH - 1);

  private final BigInteger order;
  private final BigInteger half; // 1/2 mod q
  private final BigInteger offset; // (2^L - 1) / 2 mod q
  private final int windows;

  SecretDigits(BigInteger order) {
    this.order = order;
    this.windows = (order.bitLength() + WIDTH - 1) / WIDTH;
    this.half = BigInteger.TWO.modInverse(order);
    this.offset =
        BigInteger.ONE
            .shiftLeft(windows * WIDTH)
            .subtract(BigInteger.ONE)
            .multiply(half)
            .mod(order);
  }

  /** How many windows a scalar has. */
  int windows() {
    return windows;
  }

  /** The windows of {@code k}, in [0, q), the least significant one first; each in [0, 31]. */
  int[] of(BigInteger k) {
    byte[] bits = bits(k);
    int[] digits = new int[windows];
    for (int i = 0; i < windows; i++) {
      digits[i] = digit(bits, WIDTH * i);
    }
    Arrays.fill(bits, (byte) 0);
    return digits;
  }

  /**
   * The columns of {@code k}, in [0, q), when its bits stand in {@link #WIDTH} rows one below the
   * other: bit t of column j is m at {@code j + windows t}. Each is in [0, 31].
   */
  int[] columns(BigInteger k) {
    byte[] bits = bits(k);
    int[] columns = new int[windows];
    for (int j = 0; j < windows; j++) {
      for (int t = 0; t < WIDTH; t++) {
        int bit = j + windows * t;
        columns[j] |= (byteAt(bits, bit / 8) >>> (bit % 8) & 1) << t;
      }
    }
    Arrays.fill(bits, (byte) 0);
    return columns;
  }

  /** m, big endian. */
  private byte[] bits(BigInteger k) {
    return k.multiply(half).add(offset).mod(order).toByteArray();
  }

  /** Which of the odd {@link #MAGNITUDES} a window stands for: 0 for 1, 1 for 3, ... */
  static int magnitude(int digit) {
    return (digit ^ -negative(digit)) & (MAGNITUDES - 1);
  }

  /** 1 when a window stands for a negative number, else 0. */
  static int negative(int digit) {
    return (digit >> (WIDTH - 1)) ^ 1;
  }

  /** No window spans more than two bytes of the big-endian number. */
  private static int digit(byte[] bits, int bit) {
    int low = byteAt(bits, bit / 8);
    int high = byteAt(bits, bit / 8 + 1);
    return ((high << 8 | low) >>> (bit % 8)) & ((1 << WIDTH) - 1);
  }

  private static int byteAt(byte[] bits, int fromTheRight) {
    int at = bits.length - 1 - fromTheRight;
    return at < 0 ? 0 : bits[at] & 0xff;
  }
}
