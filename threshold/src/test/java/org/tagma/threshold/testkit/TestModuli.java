package org.tagma.threshold.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersenKey;

/** Moduli of up to five keepers from published primes: never for use. */
public final class TestModuli {
  /** How large they are. */
  public static final ParameterSet SET = ParameterSet.P112;

  private static final int KEEPERS = 5;
  private static final List<BigInteger> PRIMES = primes();
  private static final Map<Integer, RingPedersenKey> PEDERSEN = new ConcurrentHashMap<>();

  private TestModuli() {}

  /** The secrets of {@code keeper}, from 1 to 5: a new copy, which the caller destroys. */
  public static AuxSecrets of(int keeper) {
    int i = keeper - 1;
    BigInteger p = PRIMES.get(2 * ((i + 2) % KEEPERS));
    BigInteger q = PRIMES.get(2 * ((i + 3) % KEEPERS) + 1);
    RingPedersenKey first =
        PEDERSEN.computeIfAbsent(i, k -> RingPedersenKey.of(p, q, new SeededRandom(k, "pedersen")));
    return new AuxSecrets(
        PaillierKey.of(PRIMES.get(2 * i), PRIMES.get(2 * i + 1)),
        RingPedersenKey.of(p, q, first.t(), first.lambda()));
  }

  private static List<BigInteger> primes() {
    String file = "/org/tagma/threshold/kat/test_safe_primes.json";
    try (InputStream in = TestModuli.class.getResourceAsStream(file)) {
      List<BigInteger> primes = new ArrayList<>();
      for (JsonNode prime : new JsonMapper().readTree(in).get("safe_primes_1024")) {
        primes.add(new BigInteger(prime.textValue().substring(2), 16));
      }
      return List.copyOf(primes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
