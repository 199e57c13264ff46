package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersenKey;

/**
 * Moduli of published primes, so that no test has to look for any: never for use. Keepers share
 * factors, but no keeper's two moduli do.
 */
public final class TestModuli {
  /** How large those of {@link #of} are. */
  public static final ParameterSet SET = ParameterSet.P112;

  private static final Map<ParameterSet, List<BigInteger>> PRIMES = new ConcurrentHashMap<>();
  private static final Map<Integer, RingPedersenKey> PEDERSEN = new ConcurrentHashMap<>();

  private TestModuli() {}

  /** The published safe primes: twelve for P112, four for P128. */
  public static List<BigInteger> safePrimes(ParameterSet set) {
    return PRIMES.computeIfAbsent(set, TestModuli::read);
  }

  /** The secrets of {@code keeper}, from 1, with t and lambda by {@code random}. */
  public static AuxSecrets secrets(ParameterSet set, int keeper, SecureRandom random) {
    List<BigInteger> primes = safePrimes(set);
    int half = primes.size() / 2;
    return new AuxSecrets(
        PaillierKey.of(at(primes, keeper), at(primes, keeper + 1)),
        RingPedersenKey.of(at(primes, keeper + half), at(primes, keeper + half + 1), random));
  }

  /** The same secrets of {@code keeper} each time: a new copy, which the caller destroys. */
  public static AuxSecrets of(int keeper) {
    List<BigInteger> primes = safePrimes(SET);
    int half = primes.size() / 2;
    BigInteger p = at(primes, keeper + half);
    BigInteger q = at(primes, keeper + half + 1);
    RingPedersenKey first =
        PEDERSEN.computeIfAbsent(
            keeper, k -> RingPedersenKey.of(p, q, new SeededRandom(k, "pedersen")));
    return new AuxSecrets(
        PaillierKey.of(at(primes, keeper), at(primes, keeper + 1)),
        RingPedersenKey.of(p, q, first.t(), first.lambda()));
  }

  private static BigInteger at(List<BigInteger> primes, int i) {
    return primes.get(i % primes.size());
  }

  private static List<BigInteger> read(ParameterSet set) {
    String file = "/org/tagma/threshold/kat/test_safe_primes.json";
    try (InputStream in = TestModuli.class.getResourceAsStream(file)) {
      List<BigInteger> primes = new ArrayList<>();
      for (JsonNode prime : new JsonMapper().readTree(in).get("safe_primes_" + set.primeBits())) {
        primes.add(new BigInteger(prime.textValue().substring(2), 16));
      }
      return List.copyOf(primes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
