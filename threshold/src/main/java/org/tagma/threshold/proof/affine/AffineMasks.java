package org.tagma.threshold.proof.affine;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.Ranges;

/**
 * What hides the witness in one proof; a second proof with the same would reveal it.
 *
 * @param a masks x
 * @param b masks y
 * @param r masks rho
 * @param ry masks rho_y
 * @param g opens the commitment to a
 * @param d opens the commitment to b
 * @param m opens the commitment to x
 * @param mu opens the commitment to y
 */
public record AffineMasks(
    BigInteger a,
    BigInteger b,
    BigInteger r,
    BigInteger ry,
    BigInteger g,
    BigInteger d,
    BigInteger m,
    BigInteger mu) {
  /** Fresh ones. */
  public static AffineMasks sample(AffineStatement statement, SecureRandom random) {
    BigInteger verifier = statement.verifier().modulus();
    return new AffineMasks(
        Ranges.MASK.sample(random),
        Ranges.ADDEND_MASK.sample(random),
        statement.receiver().randomUnit(random),
        statement.prover().randomUnit(random),
        Ranges.MASK.times(verifier).sample(random),
        Ranges.MASK.times(verifier).sample(random),
        Ranges.SECRET.times(verifier).sample(random),
        Ranges.SECRET.times(verifier).sample(random));
  }

  /** The prover's first move. */
  public AffineCommitment commit(AffineStatement statement, AffineWitness witness) {
    PaillierPublicKey receiver = statement.receiver();
    RingPedersen verifier = statement.verifier();
    return new AffineCommitment(
        receiver.add(receiver.multiply(a, statement.ciphertext()), receiver.encrypt(b, r)),
        statement.prover().encrypt(b, ry),
        verifier.commit(a, g),
        verifier.commit(witness.factor(), m),
        verifier.commit(b, d),
        verifier.commit(witness.addend(), mu));
  }

  /** The prover's answer to the challenge e. */
  public AffineResponse respond(AffineStatement statement, AffineWitness witness, BigInteger e) {
    BigInteger n0 = statement.receiver().modulus();
    BigInteger n1 = statement.prover().modulus();
    return new AffineResponse(
        a.add(e.multiply(witness.factor())),
        b.add(e.multiply(witness.addend())),
        g.add(e.multiply(m)),
        d.add(e.multiply(mu)),
        r.multiply(witness.randomness().modPow(e, n0)).mod(n0),
        ry.multiply(witness.addendRandomness().modPow(e, n1)).mod(n1));
  }

  @Override
  public String toString() {
    return "AffineMasks[redacted]";
  }
}
