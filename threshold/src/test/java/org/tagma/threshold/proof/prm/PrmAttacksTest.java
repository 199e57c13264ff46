package org.tagma.threshold.proof.prm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.paillier.BlumPrimes;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeFactors;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.paillier.RingPedersenKey;
import org.tagma.threshold.testkit.TestModuli;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/** Ring-Pedersen parameters that would not hide, and the best proofs one can make of them. */
class PrmAttacksTest {
  private static final ProofContext CONTEXT =
      new ProofContext(
          "secp256k1-sha512-p112", Bytes.of(new byte[32]), 1, 0, Bytes.of(new byte[32]));

  private final Seed seed = new Seed("PrmAttacksTest");
  private final RingPedersenKey key = TestModuli.secrets(ParameterSet.P112, 1, seed).ringPedersen();
  private final PrimeFactors factors = key.factors();

  @Test
  void basesThatAreEqualOrOneAreRejectedThoughEveryEquationHolds() {
    BigInteger order = factors.phi().shiftRight(2);
    RingPedersenKey equal = RingPedersenKey.of(factors.p(), factors.q(), key.t(), BigInteger.ONE);
    RingPedersenKey one = RingPedersenKey.of(factors.p(), factors.q(), key.t(), order);
    assertEquals(equal.s(), equal.t());
    assertEquals(BigInteger.ONE, one.s());
    for (RingPedersenKey bad : List.of(equal, one)) {
      PrmStatement statement = new PrmStatement(ParameterSet.P112, bad.parameters());
      PrmProof proof = PrmProof.prove(CONTEXT, statement, bad, seed);
      assertEquals(128, satisfied(proof, statement));
      assertFalse(proof.verify(CONTEXT, statement), seed::toString);
    }
  }

  @Test
  void aSmallModulusIsRejectedThoughEveryEquationHolds() {
    RingPedersenKey small =
        RingPedersenKey.of(
            BlumPrimes.find(1023, seed, PrimeSearch.Progress.NONE),
            BlumPrimes.find(1023, seed, PrimeSearch.Progress.NONE),
            seed);
    PrmStatement statement = new PrmStatement(ParameterSet.P112, small.parameters());
    PrmProof proof = PrmProof.prove(CONTEXT, statement, small, seed);
    assertEquals(128, satisfied(proof, statement));
    assertFalse(proof.verify(CONTEXT, statement), seed::toString);
  }

  /**
   * -t^lambda is no power of t. With one large challenge, half of all proofs by the honest
   * algorithm would pass; with one-bit challenges each bit has to be guessed.
   */
  @Test
  void aBaseOutsideTheGroupAnswersTheGuessedChallengesOnly() {
    BigInteger n = key.modulus();
    RingPedersen outside = new RingPedersen(n, n.subtract(key.s()), key.t());
    PrmStatement statement = new PrmStatement(ParameterSet.P112, outside);
    assertTrue(outside.isWellFormed());
    PrmProof honest = PrmProof.prove(CONTEXT, statement, key, seed);
    assertAboutHalf(satisfied(honest, statement));
    assertFalse(honest.verify(CONTEXT, statement));
    PrmProof guessed = guessed(statement);
    assertAboutHalf(satisfied(guessed, statement));
    assertFalse(guessed.verify(CONTEXT, statement));
    // the large challenge: t^z = A s^e holds for every even e
    BigInteger even = new BigInteger(256, seed).clearBit(0);
    BigInteger a = new BigInteger(2000, seed);
    assertEquals(
        outside.shifted(outside.commit(BigInteger.ZERO, a), outside.s(), even),
        outside.commit(BigInteger.ZERO, a.add(even.multiply(key.lambda()))));
  }

  /** Guesses that every challenge is 1: A = -t^a, z = a + lambda. */
  private PrmProof guessed(PrmStatement statement) {
    BigInteger n = statement.parameters().modulus();
    List<BigInteger> commitments = new ArrayList<>();
    List<BigInteger> responses = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      BigInteger a = new BigInteger(2000, seed);
      commitments.add(n.subtract(key.commit(BigInteger.ZERO, a)));
      responses.add(a.add(key.lambda()).mod(factors.phi()));
    }
    return new PrmProof(commitments, responses);
  }

  /** A hash of joined strings has one value for many lists, which can then be shuffled. */
  @Test
  void listsThatLookAlikeWhenJoinedHaveDifferentChallenges() {
    BigInteger first = new BigInteger("61", 16);
    BigInteger second = new BigInteger("62", 16);
    BigInteger joined = new BigInteger("612462", 16); // a$b
    assertNotEquals(challenge(List.of(first, second)), challenge(List.of(joined)));
    assertNotEquals(challenge(List.of(first, second)), challenge(List.of(second, first)));
    assertNotEquals(
        challenge(List.of(first, second)), challenge(List.of(new BigInteger("6162", 16))));
  }

  private static Bytes challenge(List<BigInteger> commitments) {
    Tlv list = Tlv.of().list(commitments.stream().map(a -> Tlv.of().integer(a)).toList());
    return Bytes.of(Challenge.of("prm", CONTEXT, Tlv.of(), list).stream(16));
  }

  private static void assertAboutHalf(int satisfied) {
    assertTrue(satisfied > 40 && satisfied < 90, () -> satisfied + " of 128");
  }

  /** How many of the challenges the proof answers. */
  private static int satisfied(PrmProof proof, PrmStatement statement) {
    boolean[] e = PrmProof.challenge(CONTEXT, statement, proof.commitments());
    int satisfied = 0;
    for (int i = 0; i < e.length; i++) {
      satisfied += proof.answers(statement.parameters(), i, e[i]) ? 1 : 0;
    }
    return satisfied;
  }
}
