package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.testkit.TestModuli;

class PaillierKeyTest {
  private static final BigInteger ONE = BigInteger.ONE;

  private final PaillierKey key = TestModuli.secrets(ParameterSet.P112, 1, new Seed("")).key();
  private final PaillierPublicKey publicKey = key.publicKey();

  @Test
  void decryptsTheKnownCiphertextAndFindsItsRandomness() {
    JsonNode known = KnownAnswers.own("zk_2048").get("statement");
    JsonNode primes = known.get("primes").get("1");
    PaillierKey owner =
        PaillierKey.of(KnownAnswers.integer(primes.get(0)), KnownAnswers.integer(primes.get(1)));
    BigInteger k = KnownAnswers.integer(known.get("k"));
    BigInteger rho = KnownAnswers.integer(known.get("rho"));
    BigInteger ciphertext = KnownAnswers.integer(known.get("K"));
    assertEquals(KnownAnswers.integer(known.get("N").get("1")), owner.modulus());
    assertEquals(ciphertext, owner.encrypt(k, rho));
    assertEquals(ciphertext, owner.publicKey().encrypt(k, rho));
    assertEquals(k, owner.decrypt(ciphertext));
    assertEquals(rho, owner.randomness(ciphertext));
  }

  @Test
  void theOwnerComputesWhatEverybodyComputes() {
    Seed seed = new Seed("theOwnerComputesWhatEverybodyComputes");
    Interval exponents = Interval.ofBits(1792);
    for (int i = 0; i < 10; i++) {
      BigInteger m = Interval.ofBits(2100).sample(seed);
      BigInteger r = key.randomUnit(seed);
      BigInteger c = publicKey.encrypt(m, r);
      assertEquals(c, key.encrypt(m, r), seed::toString);
      assertEquals(publicKey.signed(m), key.decrypt(c), seed::toString);
      assertEquals(r, key.randomness(c), seed::toString);
      BigInteger x = exponents.sample(seed);
      assertEquals(publicKey.multiply(x, c), key.multiply(x, c), seed::toString);
      assertEquals(publicKey.multiply(x.negate(), c), key.multiply(x.negate(), c));
      BigInteger secret = Interval.ofBits(256).sample(seed);
      BigInteger multiple = publicKey.multiply(secret, c);
      assertEquals(multiple, publicKey.multiplySecret(secret, c, seed), seed::toString);
      assertEquals(multiple, key.multiplySecret(secret, c, seed), seed::toString);
    }
  }

  @Test
  void addsAndMultipliesWhatIsEncrypted() {
    Seed seed = new Seed("addsAndMultipliesWhatIsEncrypted");
    BigInteger a = Interval.ofBits(256).sample(seed);
    BigInteger b = Interval.ofBits(1280).sample(seed);
    BigInteger x = Interval.ofBits(256).sample(seed);
    BigInteger sum =
        publicKey.add(
            publicKey.multiply(x, publicKey.encrypt(a, key.randomUnit(seed))),
            publicKey.encrypt(b, key.randomUnit(seed)));
    assertEquals(x.multiply(a).add(b), key.decrypt(sum), seed::toString);
  }

  @Test
  void plaintextsReachFromMinusHalfToHalfTheModulus() {
    BigInteger half = key.modulus().shiftRight(1); // (N - 1) / 2
    for (BigInteger m : List.of(half, half.negate(), BigInteger.ZERO, ONE, ONE.negate())) {
      assertEquals(m, key.decrypt(key.encrypt(m, BigInteger.TWO)));
    }
    assertEquals(half.negate(), key.decrypt(key.encrypt(half.add(ONE), BigInteger.TWO)));
  }

  @Test
  void knowsUnitsAndCiphertexts() {
    BigInteger n = key.modulus();
    BigInteger square = key.modulusSquared();
    BigInteger p = key.factors().p();
    for (BigInteger bad : List.of(BigInteger.ZERO, ONE.negate(), n, n.add(ONE), p)) {
      assertFalse(key.isUnit(bad));
    }
    for (BigInteger bad :
        List.of(BigInteger.ZERO, ONE.negate(), n, p, p.multiply(p), square, square.add(ONE))) {
      assertFalse(key.areCiphertexts(ONE, bad), bad::toString);
    }
    assertTrue(key.isUnit(n.subtract(ONE)));
    assertTrue(key.areCiphertexts(ONE, n.add(ONE), square.subtract(ONE)));
  }

  @Test
  void takesOnlyTwoBlumPrimesThatMakeAKey() {
    BigInteger p = key.factors().p();
    BigInteger q = key.factors().q();
    BigInteger seven = BigInteger.valueOf(7);
    assertEquals(key, PaillierKey.of(q, p));
    for (var pair :
        List.of(
            List.of(p, p),
            List.of(BigInteger.valueOf(5), p), // 1 modulo 4
            List.of(seven, BigInteger.valueOf(43)), // 7 divides 42
            List.of(p.negate(), q.negate()),
            List.of(BigInteger.TWO, p))) {
      assertThrows(IllegalArgumentException.class, () -> PaillierKey.of(pair.get(0), pair.get(1)));
    }
  }

  @Test
  void forgetsAndNeverShowsItsFactors() {
    PrimeFactors factors = key.factors();
    for (Object shown : List.of(key, factors, publicKey)) {
      assertFalse(shown.toString().contains(factors.p().toString()));
      assertFalse(shown.toString().contains(factors.p().toString(16)));
    }
    BigInteger c = key.encrypt(ONE, BigInteger.TWO);
    key.destroy();
    assertTrue(key.isDestroyed());
    assertThrows(IllegalStateException.class, () -> key.decrypt(c));
    assertThrows(IllegalStateException.class, () -> key.encrypt(ONE, BigInteger.TWO));
    assertThrows(IllegalStateException.class, key::factors);
    assertEquals(c, publicKey.encrypt(ONE, BigInteger.TWO));
  }
}
