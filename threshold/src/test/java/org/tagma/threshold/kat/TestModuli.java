package org.tagma.threshold.kat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersenKey;

/**
 * Keys made of published primes, so that no test has to look for any: never for use. Keepers share
 * factors, but no keeper's two moduli do.
 */
public final class TestModuli {
  private TestModuli() {}

  /** The published safe primes: twelve for P112, four for P128. */
  public static List<BigInteger> safePrimes(ParameterSet set) {
    return KnownAnswers.each(
            KnownAnswers.resource("test_safe_primes.json").get("safe_primes_" + set.primeBits()))
        .map(KnownAnswers::integer)
        .toList();
  }

  /** The keys of keeper 1, 2, ... */
  public static AuxSecrets secrets(ParameterSet set, int keeper, SecureRandom random) {
    List<BigInteger> primes = safePrimes(set);
    int half = primes.size() / 2;
    return new AuxSecrets(
        PaillierKey.of(at(primes, keeper), at(primes, keeper + 1)),
        RingPedersenKey.of(at(primes, keeper + half), at(primes, keeper + half + 1), random));
  }

  private static BigInteger at(List<BigInteger> primes, int i) {
    return primes.get(i % primes.size());
  }
}
