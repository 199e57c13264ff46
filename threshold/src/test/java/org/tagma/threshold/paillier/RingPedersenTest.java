package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.testkit.TestModuli;

class RingPedersenTest {
  private static final BigInteger ONE = BigInteger.ONE;

  private final Seed seed = new Seed("RingPedersenTest");
  private final RingPedersenKey key = TestModuli.secrets(ParameterSet.P112, 1, seed).ringPedersen();
  private final RingPedersen parameters = key.parameters();

  @Test
  void theOwnerCommitsAsEverybodyDoes() {
    Interval large = Interval.ofBits(3000);
    for (int i = 0; i < 10; i++) {
      BigInteger a = Interval.ofBits(1792).sample(seed);
      BigInteger b = large.sample(seed);
      assertEquals(parameters.commit(a, b), key.commit(a, b), seed::toString);
    }
    assertEquals(ONE, key.commit(BigInteger.ZERO, BigInteger.ZERO));
    assertEquals(parameters, key);
    assertEquals(key.s(), parameters.commit(BigInteger.ZERO, key.lambda()));
  }

  @Test
  void theBasesAreSquaresAndTheKeyCanBeStored() {
    PrimeFactors factors = key.factors();
    assertTrue(factors.isSquareModP(key.t()) && factors.isSquareModQ(key.t()));
    assertTrue(key.lambda().compareTo(factors.phi().shiftRight(2)) < 0);
    assertEquals(key, RingPedersenKey.of(factors.p(), factors.q(), key.t(), key.lambda()));
  }

  @Test
  void knowsBadBases() {
    BigInteger n = key.modulus();
    BigInteger s = key.s();
    BigInteger t = key.t();
    BigInteger p = key.factors().p();
    assertTrue(parameters.isWellFormed());
    assertFalse(new RingPedersen(n, s, s).isWellFormed());
    assertFalse(new RingPedersen(n, ONE, t).isWellFormed());
    assertFalse(new RingPedersen(n, s, ONE).isWellFormed());
    assertFalse(new RingPedersen(n, BigInteger.ZERO, t).isWellFormed());
    assertFalse(new RingPedersen(n, s, p).isWellFormed());
    assertThrows(IllegalArgumentException.class, () -> new RingPedersen(n, s.add(n), t));
    assertThrows(IllegalArgumentException.class, () -> new RingPedersen(n, s, t.negate()));
    assertThrows(IllegalArgumentException.class, () -> new RingPedersen(n.add(ONE), s, t));
  }

  @Test
  void forgetsAndNeverShowsItsSecrets() {
    assertFalse(key.toString().contains(key.lambda().toString()));
    key.destroy();
    assertThrows(IllegalStateException.class, () -> key.commit(ONE, ONE));
    assertThrows(IllegalStateException.class, key::lambda);
    assertEquals(
        parameters.s().multiply(parameters.t()).mod(parameters.modulus()),
        parameters.commit(ONE, ONE));
  }
}
