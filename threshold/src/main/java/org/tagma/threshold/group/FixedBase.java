package org.tagma.threshold.group;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point by windows without doublings: every multiplication is the same sequence of
 * look-ups that touch a whole table, and of additions.
 *
 * <p>Against a comb, which halves the table and doubles in between, it saves a third.
 */
final class FixedBase {
  private static final int WIDTH = SecretDigits.WIDTH;
  private static final int ENTRIES = 1 << WIDTH;

  private final SecretDigits digits;
  private final ECLookupTable[] windows;

  FixedBase(ECPoint base, SecretDigits digits) {
    this.digits = digits;
    this.windows = new ECLookupTable[digits.windows()];
    ECPoint unit = base;
    for (int i = 0; i < windows.length; i++) {
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
    int[] secret = digits.of(k);
    ECPoint sum = windows[0].lookup(secret[0]);
    for (int i = 1; i < windows.length; i++) {
      sum = sum.add(windows[i].lookup(secret[i]));
    }
    Arrays.fill(secret, 0);
    return sum;
  }
}
