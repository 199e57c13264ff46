package org.tagma.threshold.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affg.AffgStatement;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.proof.affine.AffineWitness;
import org.tagma.threshold.proof.affp.AffpProof;
import org.tagma.threshold.proof.affp.AffpStatement;
import org.tagma.threshold.proof.affp.AffpWitness;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.proof.enc.EncStatement;
import org.tagma.threshold.proof.enc.EncWitness;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.proof.logstar.LogstarStatement;
import org.tagma.threshold.proof.logstar.LogstarWitness;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ProofContext;

/**
 * Witnesses that satisfy every equation and are too large, on either side: with them the others'
 * secrets could be read off from what wraps around a modulus.
 */
class RangeAttacksTest {
  private static final ProofContext CONTEXT =
      new ProofContext(
          "secp256k1-sha512-p112", Bytes.of(new byte[32]), 1, 3, Bytes.of(new byte[32]));
  private static final Curve CURVE = Curve.named("SECP256K1");
  private static final PaillierKey PROVER = ProvedCase.PROVER;
  private static final PaillierKey RECEIVER = ProvedCase.RECEIVER;
  private static final RingPedersen VERIFIER = ProvedCase.VERIFIER.parameters();

  private static final BigInteger SECRET = BigInteger.valueOf(1234567);
  private static final List<BigInteger> LARGE =
      List.of(
          SECRET,
          SECRET.add(CURVE.order().shiftLeft(600)), // the same logarithm
          SECRET.subtract(CURVE.order().shiftLeft(600)));

  private final Seed seed = new Seed("RangeAttacksTest");

  @Test
  void aLargePlaintextIsRejectedOnBothSides() {
    for (BigInteger k : LARGE) {
      BigInteger rho = PROVER.randomUnit(seed);
      BigInteger ciphertext = PROVER.encrypt(k, rho);
      EncStatement enc = new EncStatement(PROVER.publicKey(), ciphertext, VERIFIER);
      assertEquals(
          k.equals(SECRET),
          EncProof.prove(CONTEXT, enc, new EncWitness(k, rho), seed).verify(CONTEXT, enc),
          k::toString);
      Point base = CURVE.generator().times(CURVE.scalar(7));
      LogstarStatement logstar =
          new LogstarStatement(
              PROVER.publicKey(), ciphertext, base.times(CURVE.scalar(SECRET)), base, VERIFIER);
      assertEquals(
          k.equals(SECRET),
          LogstarProof.prove(CONTEXT, logstar, new LogstarWitness(k, rho), seed)
              .verify(CONTEXT, logstar),
          k::toString);
    }
  }

  @Test
  void aLargeFactorIsRejectedOnBothSides() {
    for (BigInteger x : LARGE) {
      assertOperation(x.equals(SECRET), x, BigInteger.TEN);
    }
  }

  @Test
  void aLargeAddendIsRejectedOnBothSides() {
    BigInteger wrapping = BigInteger.ONE.shiftLeft(1280 + 512 + 2);
    assertOperation(true, SECRET, BigInteger.ONE.shiftLeft(1280));
    assertOperation(true, SECRET, BigInteger.ONE.shiftLeft(1280).negate());
    assertOperation(false, SECRET, wrapping);
    assertOperation(false, SECRET, wrapping.negate());
  }

  private void assertOperation(boolean accepted, BigInteger x, BigInteger y) {
    BigInteger rho = RECEIVER.randomUnit(seed);
    BigInteger rhoY = PROVER.randomUnit(seed);
    BigInteger rhoX = PROVER.randomUnit(seed);
    BigInteger c = RECEIVER.encrypt(BigInteger.TEN, RECEIVER.randomUnit(seed));
    AffineStatement operation =
        new AffineStatement(
            RECEIVER.publicKey(),
            PROVER.publicKey(),
            c,
            RECEIVER.add(RECEIVER.multiply(x, c), RECEIVER.encrypt(y, rho)),
            PROVER.encrypt(y, rhoY),
            VERIFIER);
    AffineWitness witness = new AffineWitness(x, y, rho, rhoY);
    AffgStatement affg =
        new AffgStatement(operation, CURVE.generator().times(CURVE.scalar(SECRET)));
    AffpStatement affp = new AffpStatement(operation, PROVER.encrypt(x, rhoX));
    assertEquals(
        accepted,
        AffgProof.prove(CONTEXT, affg, witness, seed).verify(CONTEXT, affg),
        x + " and " + y);
    assertEquals(
        accepted,
        AffpProof.prove(CONTEXT, affp, new AffpWitness(witness, rhoX), seed).verify(CONTEXT, affp),
        x + " and " + y);
  }
}
