package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

/** The invertible residues modulo a number, Z*_n, each written as the number in (0, n). */
public final class Units {
  private Units() {}

  /** Whether all {@code values} are in (0, n) and prime to {@code n}. */
  public static boolean areUnits(BigInteger n, BigInteger... values) {
    return areUnits(n, List.of(values));
  }

  /** Whether all {@code values} are in (0, n) and prime to {@code n}. */
  public static boolean areUnits(BigInteger n, List<BigInteger> values) {
    return areUnits(n, n, values);
  }

  /**
   * Whether all {@code values} are in (0, limit) and prime to {@code n}: units modulo n^2 when the
   * limit is n^2. One greatest common divisor of their product tells, as a prime that divides one
   * of them divides that.
   */
  static boolean areUnits(BigInteger limit, BigInteger n, List<BigInteger> values) {
    BigInteger product = BigInteger.ONE;
    for (BigInteger value : values) {
      if (value.signum() <= 0 || value.compareTo(limit) >= 0) {
        return false;
      }
      product = product.multiply(value).mod(n);
    }
    return product.gcd(n).equals(BigInteger.ONE);
  }

  /** A uniform unit, by rejection. */
  public static BigInteger random(BigInteger n, SecureRandom random) {
    while (true) {
      BigInteger candidate = Interval.below(n, random);
      if (candidate.gcd(n).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }
}
