package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Primes p with a prime (p-1)/2: two of them make a {@link RingPedersenKey}. */
public final class SafePrimes {
  private SafePrimes() {}

  /**
   * A random one of exactly {@code bits} bits, the upper two of them set.
   *
   * @param bits at least 64
   * @param progress told of each candidate; may throw to end the search
   */
  public static BigInteger find(int bits, SecureRandom random, PrimeSearch.Progress progress) {
    return PrimeSearch.find(bits, true, random, progress);
  }
}
