package org.tagma.threshold.proof.mod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.paillier.BlumPrimes;
import org.tagma.threshold.paillier.Jacobi;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;

/** Moduli that are no Blum integers, and the best proofs one can make of them. */
class ModAttacksTest {
  private static final BigInteger ONE = BigInteger.ONE;
  private static final ProofContext CONTEXT =
      new ProofContext(
          "secp256k1-sha512-p112", Bytes.of(new byte[32]), 1, 0, Bytes.of(new byte[32]));

  private final Seed seed = new Seed("ModAttacksTest");
  private final List<BigInteger> primes = TestModuli.safePrimes(ParameterSet.P112);

  @Test
  void aPrimeIsRejectedThoughEveryEquationHolds() {
    BigInteger prime = BlumPrimes.find(2048, seed, PrimeSearch.Progress.NONE);
    BigInteger w = prime.subtract(ONE); // no square
    BigInteger nthRoot = prime.modInverse(prime.subtract(ONE));
    BigInteger half = prime.add(ONE).shiftRight(2);
    ModProof proof =
        forged(
            prime,
            w,
            y -> {
              boolean negated = Jacobi.symbol(y, prime) == -1;
              BigInteger square = negated ? prime.subtract(y) : y;
              BigInteger fourth = square.modPow(half, prime).modPow(half, prime);
              return new Root(fourth, negated, false, y.modPow(nthRoot, prime));
            });
    assertEquals(128, satisfied(proof, prime));
    assertFalse(verify(proof, prime), seed::toString);
  }

  @Test
  void aSmallModulusIsRejectedThoughEveryEquationHolds() {
    PrimeFactors factors =
        new PrimeFactors(
            BlumPrimes.find(1023, seed, PrimeSearch.Progress.NONE),
            BlumPrimes.find(1023, seed, PrimeSearch.Progress.NONE));
    BigInteger n = factors.product();
    assertEquals(2046, n.bitLength());
    ModProof proof = ModProof.prove(CONTEXT, new ModStatement(ParameterSet.P112, n), factors, seed);
    assertEquals(128, satisfied(proof, n));
    assertFalse(verify(proof, n), seed::toString);
  }

  @Test
  void aSquareHasNoNonResidueToOffer() {
    BigInteger p = primes.get(0);
    BigInteger n = p.multiply(p);
    for (int i = 0; i < 20; i++) {
      BigInteger w = new BigInteger(2000, seed);
      assertNotEquals(-1, Jacobi.symbol(w, n), seed::toString);
      assertFalse(verify(new ModProof(w, Collections.nCopies(128, honestLooking())), n));
    }
  }

  @Test
  void threePrimesAnswerAboutHalfOfTheChallenges() {
    List<BigInteger> factors = new ArrayList<>();
    for (int bits : new int[] {683, 683, 682}) {
      factors.add(BlumPrimes.find(bits, seed, PrimeSearch.Progress.NONE));
    }
    BigInteger n = factors.stream().reduce(ONE, BigInteger::multiply);
    assertTrue(ParameterSet.P112.isModulus(n), seed::toString);
    BigInteger w = BigInteger.TWO;
    while (!onlyFirst(w, factors)) {
      w = w.add(ONE);
    }
    BigInteger nonResidue = w;
    BigInteger phi = factors.stream().map(p -> p.subtract(ONE)).reduce(ONE, BigInteger::multiply);
    ModProof proof = forged(n, w, y -> bestRoot(factors, n, phi, nonResidue, y));
    int answered = satisfied(proof, n);
    assertTrue(answered > 40 && answered < 90, answered + " answered, " + seed);
    assertFalse(verify(proof, n), seed::toString);
  }

  /** Whether w is a square modulo all factors but the first: the best choice there is. */
  private static boolean onlyFirst(BigInteger w, List<BigInteger> factors) {
    return factors.stream()
        .mapToInt(p -> Jacobi.symbol(w, p))
        .boxed()
        .toList()
        .equals(List.of(-1, 1, 1));
  }

  private static Root bestRoot(
      List<BigInteger> factors, BigInteger n, BigInteger phi, BigInteger w, BigInteger y) {
    BigInteger nth = y.modPow(n.modInverse(phi), n);
    for (boolean negated : new boolean[] {false, true}) {
      for (boolean twisted : new boolean[] {false, true}) {
        BigInteger target = Root.target(n, w, y, negated, twisted);
        if (factors.stream().allMatch(p -> Jacobi.symbol(target, p) == 1)) {
          // the squares' group has the odd order phi/8
          BigInteger quarter = BigInteger.valueOf(4).modInverse(phi.shiftRight(3));
          return new Root(target.modPow(quarter, n), negated, twisted, nth);
        }
      }
    }
    return new Root(ONE, false, false, nth);
  }

  @Test
  void aResidueThatIsZeroOrASquareIsRejected() {
    PrimeFactors factors = new PrimeFactors(primes.get(0), primes.get(1));
    BigInteger n = factors.product();
    BigInteger nthRoot = n.modInverse(factors.phi());
    // x = 0 would satisfy 0 = (-1)^a 0 y for every y (CVE-2025-66016)
    ModProof zero =
        forged(
            n,
            BigInteger.ZERO,
            y -> new Root(BigInteger.ZERO, false, true, factors.pow(y, nthRoot)));
    assertEquals(128, satisfied(zero, n));
    assertFalse(verify(zero, n));
    ModProof shifted = forged(n, n, y -> zero.roots().get(0));
    assertFalse(verify(shifted, n));
    ModProof good = ModProof.prove(CONTEXT, new ModStatement(ParameterSet.P112, n), factors, seed);
    assertTrue(verify(good, n));
    for (BigInteger w : List.of(ONE, BigInteger.valueOf(4), n.subtract(ONE))) {
      assertEquals(1, Jacobi.symbol(w, n));
      assertFalse(verify(new ModProof(w, good.roots()), n));
    }
  }

  private static Root honestLooking() {
    return new Root(ONE, false, false, ONE);
  }

  private static ModProof forged(BigInteger n, BigInteger w, Function<BigInteger, Root> answer) {
    return new ModProof(w, ModProof.challenges(CONTEXT, n, w).stream().map(answer).toList());
  }

  /** How many of the challenges the proof answers. */
  private static int satisfied(ModProof proof, BigInteger n) {
    List<BigInteger> challenges = ModProof.challenges(CONTEXT, n, proof.nonResidue());
    int satisfied = 0;
    for (int i = 0; i < challenges.size(); i++) {
      if (proof.roots().get(i).satisfies(n, proof.nonResidue(), challenges.get(i))) {
        satisfied++;
      }
    }
    return satisfied;
  }

  private static boolean verify(ModProof proof, BigInteger n) {
    return proof.verify(CONTEXT, new ModStatement(ParameterSet.P112, n));
  }
}
