package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Primes that are 3 modulo 4: two of them make a {@link PaillierKey}. */
public final class BlumPrimes {
  private BlumPrimes() {}

  /**
   * A random one of exactly {@code bits} bits, the upper two of them set.
   *
   * @param bits at least 64
   * @param progress told of each candidate; may throw to end the search
   */
  public static BigInteger find(int bits, SecureRandom random, PrimeSearch.Progress progress) {
    return PrimeSearch.find(bits, false, random, progress);
  }
}
