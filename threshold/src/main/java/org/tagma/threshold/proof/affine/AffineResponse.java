package org.tagma.threshold.proof.affine;

import java.math.BigInteger;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.Ranges;
import org.tagma.threshold.transcript.Members;

/**
 * The prover's answer to the challenge.
 *
 * @param factor z1 = a + ex
 * @param addend z2 = b + ey
 * @param factorOpening z3 = g + em
 * @param addendOpening z4 = d + e mu
 * @param randomness w = r rho^e mod N0
 * @param addendRandomness wy = r_y rho_y^e mod N1
 */
public record AffineResponse(
    BigInteger factor,
    BigInteger addend,
    BigInteger factorOpening,
    BigInteger addendOpening,
    BigInteger randomness,
    BigInteger addendRandomness) {
  /** Whether everything is in its range or group: to be known before anything is raised to it. */
  public boolean isWellFormed(AffineStatement statement, AffineCommitment commitment) {
    RingPedersen verifier = statement.verifier();
    return Ranges.MASK.contains(factor)
        && Ranges.ADDEND_MASK.contains(addend)
        && Ranges.areWithinTwice(
            Ranges.MASK.times(verifier.modulus()), factorOpening, addendOpening)
        && statement.receiver().isUnit(randomness)
        && statement.prover().isUnit(addendRandomness)
        && statement
            .receiver()
            .areCiphertexts(statement.ciphertext(), statement.result(), commitment.mask())
        && statement.prover().areCiphertexts(statement.addend(), commitment.addendMask())
        && verifier.areUnits(
            commitment.factorMaskCommitment(),
            commitment.factorCommitment(),
            commitment.addendMaskCommitment(),
            commitment.addendCommitment());
  }

  /** Whether the equations hold that do not touch X. */
  public boolean satisfies(AffineStatement statement, AffineCommitment commitment, BigInteger e) {
    return opensCommitments(statement.verifier(), commitment, e)
        && isOperation(statement, commitment, e)
        && isAddend(statement, commitment, e);
  }

  /** s^z1 t^z3 = E S^e and s^z2 t^z4 = F T^e. */
  private boolean opensCommitments(RingPedersen verifier, AffineCommitment c, BigInteger e) {
    return verifier
            .commit(factor, factorOpening)
            .equals(verifier.shifted(c.factorMaskCommitment(), c.factorCommitment(), e))
        && verifier
            .commit(addend, addendOpening)
            .equals(verifier.shifted(c.addendMaskCommitment(), c.addendCommitment(), e));
  }

  /** z1 (.) C (+) enc_N0(z2; w) = A (+) e (.) D. */
  private boolean isOperation(AffineStatement statement, AffineCommitment c, BigInteger e) {
    PaillierPublicKey key = statement.receiver();
    return key.add(key.multiply(factor, statement.ciphertext()), key.encrypt(addend, randomness))
        .equals(key.add(c.mask(), key.multiply(e, statement.result())));
  }

  /** enc_N1(z2; wy) = By (+) e (.) Y. */
  private boolean isAddend(AffineStatement statement, AffineCommitment c, BigInteger e) {
    PaillierPublicKey key = statement.prover();
    return key.encrypt(addend, addendRandomness)
        .equals(key.add(c.addendMask(), key.multiply(e, statement.addend())));
  }

  /** Adds the members to a proof. */
  public ProofBody write(ProofBody body) {
    return body.integer("z1", factor)
        .integer("z2", addend)
        .integer("z3", factorOpening)
        .integer("z4", addendOpening)
        .integer("w", randomness)
        .integer("wy", addendRandomness);
  }

  /** Takes what {@link #write} adds. */
  public static AffineResponse read(Members m) throws DecodingException {
    return new AffineResponse(
        m.bigInteger("z1"),
        m.bigInteger("z2"),
        m.bigInteger("z3"),
        m.bigInteger("z4"),
        m.bigInteger("w"),
        m.bigInteger("wy"));
  }
}
