package org.tagma.threshold.proof.fac;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.paillier.BlumPrimes;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.proof.mod.ModStatement;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;

/** Moduli with small factors, with which shares of others could be read. */
class FacAttacksTest {
  private static final ProofContext CONTEXT =
      new ProofContext(
          "secp256k1-sha512-p112", Bytes.of(new byte[32]), 1, 2, Bytes.of(new byte[32]));

  private final Seed seed = new Seed("FacAttacksTest");
  private final RingPedersen verifier =
      TestModuli.secrets(ParameterSet.P112, 2, seed).ringPedersen().parameters();

  @Test
  void aSmallFactorPassesModAndFailsFac() {
    PrimeFactors factors =
        new PrimeFactors(
            BlumPrimes.find(64, seed, PrimeSearch.Progress.NONE),
            BlumPrimes.find(1984, seed, PrimeSearch.Progress.NONE));
    BigInteger n = factors.product();
    ModStatement mod = new ModStatement(ParameterSet.P112, n);
    assertTrue(ModProof.prove(CONTEXT, mod, factors, seed).verify(CONTEXT, mod), seed::toString);
    FacStatement fac = new FacStatement(n, verifier);
    for (var pair :
        List.of(
            List.of(factors.p(), factors.q()),
            List.of(factors.q(), factors.p()),
            List.of(factors.p().negate(), factors.q().negate()),
            List.of(BigInteger.ONE, n),
            List.of(n.negate(), BigInteger.ONE.negate()))) {
      FacProof proof = FacProof.prove(CONTEXT, fac, pair.get(0), pair.get(1), seed);
      assertFalse(proof.verify(CONTEXT, fac), seed::toString);
    }
  }

  @Test
  void factorsOfAnotherNumberProveNothing() {
    List<BigInteger> primes = TestModuli.safePrimes(ParameterSet.P112);
    FacStatement statement = new FacStatement(primes.get(0).multiply(primes.get(1)), verifier);
    assertTrue(
        FacProof.prove(CONTEXT, statement, primes.get(0), primes.get(1), seed)
            .verify(CONTEXT, statement));
    assertFalse(
        FacProof.prove(CONTEXT, statement, primes.get(0), primes.get(2), seed)
            .verify(CONTEXT, statement));
  }

  @Test
  void theSignOfTheLastResponseCounts() {
    List<BigInteger> primes = TestModuli.safePrimes(ParameterSet.P112);
    FacStatement statement = new FacStatement(primes.get(0).multiply(primes.get(1)), verifier);
    boolean positive = false;
    boolean negative = false;
    while (!positive || !negative) {
      FacProof proof = FacProof.prove(CONTEXT, statement, primes.get(0), primes.get(1), seed);
      assertTrue(proof.verify(CONTEXT, statement), seed::toString);
      FacProof opposite =
          new FacProof(
              proof.commitment(),
              proof.first(),
              proof.second(),
              proof.firstOpening(),
              proof.secondOpening(),
              proof.productOpening().negate());
      assertFalse(opposite.verify(CONTEXT, statement), seed::toString);
      positive |= proof.productOpening().signum() > 0;
      negative |= proof.productOpening().signum() < 0;
    }
  }
}
