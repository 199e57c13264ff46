package org.tagma.threshold.group;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point by windows without doublings: every multiplication is the same sequence of
 * look-ups that touch a whole table, and of additions.
 *
 * <p>The scalar is written with digits +1 and -1 only: {@code k = sum (2 m_j - 1) 2^j} for the bits
 * {@code m_j} of {@code m = (k + 2^L - 1) / 2 mod q}. So no window is ever zero, and none needs a
 * branch. Against a comb, which halves the table and doubles in between, it saves a third.
 */
final class FixedBase {
  private static final int WIDTH = 5;
  private static final int ENTRIES = 1 << WIDTH;

  private final BigInteger order;
  private final BigInteger half; // 1/2 mod q
  private final BigInteger offset; // (2^L - 1) / 2 mod q
  private final ECLookupTable[] windows;

  FixedBase(ECPoint base, BigInteger order) {
    int count = (order.bitLength() + WIDTH - 1) / WIDTH;
    this.order = order;
    this.half = BigInteger.TWO.modInverse(order);
    this.offset =
        BigInteger.ONE.shiftLeft(count * WIDTH).subtract(BigInteger.ONE).multiply(half).mod(order);
    this.windows = new ECLookupTable[count];
    ECPoint unit = base;
    for (int i = 0; i < count; i++) {
      windows[i] = window(unit);
      unit = unit.timesPow2(WIDTH);
    }
  }

  /** The odd multiples {@code -31, -29, ..., 31} of {@code unit}, in the order of their bits. */
  private static ECLookupTable window(ECPoint unit) {
    ECCurve curve = unit.getCurve();
    ECPoint[] multiples = new ECPoint[ENTRIES];
    multiples[0] = unit.timesPow2(WIDTH).subtract(unit).negate();
    for (int j = 1; j < ENTRIES; j++) {
      multiples[j] = multiples[j - 1].add(unit.twice());
    }
    curve.normalizeAll(multiples);
    return curve.createCacheSafeLookupTable(multiples, 0, ENTRIES);
  }

  /** {@code k} times the base, for {@code 0 <= k < q}. */
  ECPoint multiply(BigInteger k) {
    byte[] bits = k.multiply(half).add(offset).mod(order).toByteArray();
    ECPoint sum = windows[0].lookup(digit(bits, 0));
    for (int i = 1; i < windows.length; i++) {
      sum = sum.add(windows[i].lookup(digit(bits, i)));
    }
    return sum;
  }

  /** Bits {@code WIDTH * i} and up of a big-endian number; no digit spans more than two bytes. */
  private static int digit(byte[] bits, int i) {
    int bit = WIDTH * i;
    int low = byteAt(bits, bit / 8);
    int high = byteAt(bits, bit / 8 + 1);
    return (high << 8 | low) >>> bit % 8 & ENTRIES - 1;
  }

  private static int byteAt(byte[] bits, int fromTheRight) {
    int at = bits.length - 1 - fromTheRight;
    return at < 0 ? 0 : bits[at] & 0xff;
  }
}
