package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;

class PrimeSearchTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsPrimesOfTheWantedFormAndLength(boolean safe) {
    Seed seed = new Seed("findsPrimesOfTheWantedFormAndLength " + safe);
    for (int bits : new int[] {64, 65, 97, 256}) {
      BigInteger p =
          safe
              ? SafePrimes.find(bits, seed, PrimeSearch.Progress.NONE)
              : BlumPrimes.find(bits, seed, PrimeSearch.Progress.NONE);
      assertEquals(bits, p.bitLength(), seed::toString);
      assertTrue(p.testBit(bits - 2), seed::toString);
      assertEquals(3, p.intValue() & 3, seed::toString);
      assertTrue(p.isProbablePrime(100), seed::toString);
      assertTrue(!safe || p.shiftRight(1).isProbablePrime(100), seed::toString);
    }
  }

  @Test
  void takesTheFirstPrimeFromItsStartSoThatTheSieveStrikesNone() {
    for (int i = 0; i < 20; i++) {
      Seed seed = new Seed("takesTheFirstPrimeFromItsStart " + i);
      BigInteger first =
          new BigInteger(64, new Seed("takesTheFirstPrimeFromItsStart " + i))
              .setBit(63)
              .setBit(62)
              .setBit(1)
              .setBit(0);
      while (!first.isProbablePrime(100)) {
        first = first.add(BigInteger.valueOf(4));
      }
      assertEquals(first, BlumPrimes.find(64, seed, PrimeSearch.Progress.NONE), seed::toString);
    }
  }

  @Test
  void tellsOfEachCandidateAndEndsWhenToldTo() {
    List<Integer> told = new ArrayList<>();
    PrimeSearch.Progress threeAreEnough =
        candidates -> {
          told.add(candidates);
          if (candidates == 2) {
            throw new CancellationException();
          }
        };
    assertThrows(
        CancellationException.class,
        () -> SafePrimes.find(1024, new Seed("tellsOfEachCandidate"), threeAreEnough));
    assertEquals(List.of(0, 1, 2), told);
  }

  @Test
  void makesModuliOfExactlyTheSize() {
    Seed seed = new Seed("makesModuliOfExactlyTheSize");
    PaillierKey key = PaillierKey.generate(ParameterSet.P112, seed, PrimeSearch.Progress.NONE);
    assertEquals(2048, key.modulus().bitLength(), seed::toString);
    assertTrue(ParameterSet.P112.isModulus(key.modulus()));
    PrimeFactors factors = key.factors();
    assertTrue(factors.p().subtract(factors.q()).abs().bitLength() > 1024 - 100);
  }

  @Test
  void judgesThePublishedPseudoprimes() {
    int done = 0;
    for (var group : KnownAnswers.published("wycheproof/primality_test.json").get("testGroups")) {
      for (var test : group.get("tests")) {
        BigInteger value = new BigInteger(HexFormat.of().parseHex(test.get("value").textValue()));
        if (value.signum() > 0 && !test.get("result").textValue().equals("acceptable")) {
          boolean prime = test.get("result").textValue().equals("valid");
          assertEquals(
              prime,
              value.equals(BigInteger.TWO) || PrimeSearch.isPrime(value, false),
              test.get("tcId")::toString);
          done++;
        }
      }
    }
    assertTrue(done > 100, "only " + done);
  }
}
