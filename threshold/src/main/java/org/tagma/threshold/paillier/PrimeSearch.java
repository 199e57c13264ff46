package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks for primes upwards from a random start: a sieve strikes out what small primes divide, one
 * Fermat test most of the rest, {@link BigInteger#isProbablePrime} decides. Minutes may pass on a
 * slow machine, so whoever searches is told of every candidate.
 */
public final class PrimeSearch {
  /** Certainty of 2^-128, and a Lucas test, as {@link BigInteger#isProbablePrime} does them. */
  private static final int CERTAINTY = 128;

  private static final int APART = 100;
  private static final int SIEVE_LIMIT = 1 << 18;
  private static final int WINDOW = 1 << 15;
  private static final int STEP = 4; // stays 3 modulo 4
  private static final int[] SMALL_PRIMES = smallPrimes();

  private PrimeSearch() {}

  /** Told how the search goes on. */
  @FunctionalInterface
  public interface Progress {
    /** Nobody wants to know. */
    Progress NONE = candidates -> {};

    /**
     * Another candidate comes to be tested. May throw, for instance {@link
     * java.util.concurrent.CancellationException}, to end the search.
     *
     * @param candidates how many there were before
     */
    void tested(int candidates);
  }

  /**
   * A random prime of exactly {@code bits} bits, the upper two set, that is 3 modulo 4.
   *
   * @param safe whether (p-1)/2 has to be prime as well
   */
  static BigInteger find(int bits, boolean safe, SecureRandom random, Progress progress) {
    if (bits < 64) {
      throw new IllegalArgumentException("too small to sieve");
    }
    int candidates = 0;
    while (true) {
      BigInteger start =
          new BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2).setBit(1).setBit(0);
      BitSet struck = sieve(start, safe);
      for (int i = struck.nextClearBit(0); i < WINDOW; i = struck.nextClearBit(i + 1)) {
        progress.tested(candidates++);
        BigInteger p = start.add(BigInteger.valueOf((long) STEP * i));
        if (p.bitLength() == bits && isPrime(p, safe)) {
          return p;
        }
      }
    }
  }

  /** Two primes that are not close to each other: |p - q| > 2^(bits - 100). */
  static List<BigInteger> pair(int bits, boolean safe, SecureRandom random, Progress progress) {
    BigInteger p = find(bits, safe, random, progress);
    while (true) {
      BigInteger q = find(bits, safe, random, progress);
      if (p.subtract(q).abs().bitLength() > Math.max(0, bits - APART)) {
        return List.of(p, q);
      }
    }
  }

  private static boolean isPrime(BigInteger p, boolean safe) {
    List<BigInteger> numbers = safe ? List.of(p.shiftRight(1), p) : List.of(p);
    Predicate<BigInteger> fermat =
        n -> BigInteger.TWO.modPow(n.subtract(BigInteger.ONE), n).equals(BigInteger.ONE);
    return numbers.stream().allMatch(fermat)
        && numbers.stream().allMatch(n -> n.isProbablePrime(CERTAINTY));
  }

  /** Strikes the i for which a small prime divides start + 4i, or half of that. */
  private static BitSet sieve(BigInteger start, boolean safe) {
    BitSet struck = new BitSet(WINDOW);
    for (int prime : SMALL_PRIMES) {
      int remainder = start.mod(BigInteger.valueOf(prime)).intValue();
      strike(struck, prime, remainder, 0);
      if (safe) {
        strike(struck, prime, remainder, 1); // a prime divides (p-1)/2 if p is 1 modulo it
      }
    }
    return struck;
  }

  /** Strikes the i with remainder + 4i = target modulo the prime. */
  private static void strike(BitSet struck, int prime, int remainder, int target) {
    long quarter = prime % 4 == 3 ? (prime + 1) / 4 : prime - (prime - 1) / 4; // 1/4 mod prime
    long first = Math.floorMod((long) (target - remainder), (long) prime) * quarter % prime;
    for (int i = (int) first; i < WINDOW; i += prime) {
      struck.set(i);
    }
  }

  private static int[] smallPrimes() {
    BitSet composite = new BitSet(SIEVE_LIMIT);
    List<Integer> primes = new ArrayList<>();
    for (int i = 3; i < SIEVE_LIMIT; i += 2) {
      if (!composite.get(i)) {
        primes.add(i);
        for (long j = (long) i * i; j < SIEVE_LIMIT; j += 2L * i) {
          composite.set((int) j);
        }
      }
    }
    return primes.stream().mapToInt(Integer::intValue).toArray();
  }
}
