package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * The integers from {@code -bound} to {@code bound}, both included.
 *
 * @param bound not negative
 */
public record Interval(BigInteger bound) {
  /** Checks the bound. */
  public Interval {
    if (bound.signum() < 0) {
      throw new IllegalArgumentException("a negative bound");
    }
  }

  /** {@code +-2^bits}. */
  public static Interval ofBits(int bits) {
    return new Interval(BigInteger.ONE.shiftLeft(bits));
  }

  /** This interval with a bound {@code factor} times as large. */
  public Interval times(BigInteger factor) {
    return new Interval(bound.multiply(factor));
  }

  /** Whether {@code z} is inside, on both sides. */
  public boolean contains(BigInteger z) {
    return z.abs().compareTo(bound) <= 0;
  }

  /** A uniform element, by rejection. */
  public BigInteger sample(SecureRandom random) {
    return below(bound.shiftLeft(1).add(BigInteger.ONE), random).subtract(bound);
  }

  /** A uniform number in [0, limit), by rejection. */
  public static BigInteger below(BigInteger limit, SecureRandom random) {
    while (true) {
      BigInteger candidate = new BigInteger(limit.bitLength(), random);
      if (candidate.compareTo(limit) < 0) {
        return candidate;
      }
    }
  }

  /** The bound is public, the elements are not: nothing is shown but its size. */
  @Override
  public String toString() {
    return "Interval[" + bound.bitLength() + " bits]";
  }
}
