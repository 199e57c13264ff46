package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.testkit.TestModuli;

class TwoCombsTest {
  private static final BigInteger ONE = BigInteger.ONE;

  @ParameterizedTest
  @ValueSource(ints = {61, 118, 119, 120, 121, 200, 2046, 2047, 2048, 3072})
  void theProductInMontgomerysFormIsTheProduct(int bits) {
    Seed seed = new Seed("theProductInMontgomerysForm " + bits);
    for (BigInteger n :
        List.of(
            ONE.shiftLeft(bits).subtract(ONE),
            ONE.shiftLeft(bits - 1).add(ONE),
            new BigInteger(bits, seed).setBit(bits - 1).setBit(0))) {
      Montgomery modulus = new Montgomery(n);
      BigInteger last = n.subtract(ONE);
      BigInteger any = Interval.below(n, seed);
      for (BigInteger a : List.of(BigInteger.ZERO, ONE, last, any, Interval.below(n, seed))) {
        assertEquals(a, modulus.number(modulus.of(a)), seed::toString);
        for (BigInteger b : List.of(BigInteger.ZERO, ONE, last, any)) {
          long[] product = new long[modulus.limbs()];
          modulus.multiply(modulus.of(a), modulus.of(b), product);
          assertEquals(a.multiply(b).mod(n), modulus.number(product), seed::toString);
          long[] twice = new long[modulus.limbs()];
          modulus.multiply(product, product, twice); // of what may be above n
          assertEquals(a.multiply(b).pow(2).mod(n), modulus.number(twice), seed::toString);
        }
      }
    }
  }

  @Test
  void thePowersAreThoseOfBigInteger() {
    Seed seed = new Seed("thePowersAreThoseOfBigInteger");
    BigInteger n = new BigInteger(2048, seed).setBit(2047).setBit(0);
    BigInteger s = Units.random(n, seed);
    BigInteger t = Units.random(n, seed);
    TwoCombs combs = new TwoCombs(n, s, 300, t, 1000);
    BigInteger largestA = ONE.shiftLeft(300).subtract(ONE);
    BigInteger largestB = ONE.shiftLeft(1000).subtract(ONE);
    for (BigInteger a :
        List.of(
            BigInteger.ZERO, ONE, largestA, largestA.negate(), Interval.below(largestA, seed))) {
      for (BigInteger b :
          List.of(
              BigInteger.ZERO,
              ONE.negate(),
              largestB,
              largestB.negate(),
              Interval.below(largestB, seed))) {
        assertTrue(combs.takes(a, b));
        assertEquals(
            s.modPow(a, n).multiply(t.modPow(b, n)).mod(n), combs.power(a, b), seed::toString);
      }
    }
    assertFalse(combs.takes(largestA.add(ONE), ONE));
    assertFalse(combs.takes(ONE, largestB.add(ONE).add(ONE)));
  }

  @Test
  void parametersCommitAlikeBeforeAndAfterTheyHaveTables() {
    Seed seed = new Seed("parametersCommitAlike");
    RingPedersen parameters =
        TestModuli.secrets(ParameterSet.P112, 1, seed).ringPedersen().parameters();
    BigInteger a = Interval.ofBits(1792).sample(seed);
    BigInteger b = Interval.ofBits(2816).sample(seed);
    BigInteger large = Interval.ofBits(6000).sample(seed);
    BigInteger first = parameters.commit(a, b);
    BigInteger firstLarge = parameters.commit(large, large);
    for (int i = 0; i < 20; i++) {
      assertEquals(first, parameters.commit(a, b));
    }
    assertEquals(firstLarge, parameters.commit(large, large));
    BigInteger n = parameters.modulus();
    assertEquals(parameters.s().modPow(a, n).multiply(parameters.t().modPow(b, n)).mod(n), first);
  }
}
