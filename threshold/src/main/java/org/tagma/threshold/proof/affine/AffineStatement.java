package org.tagma.threshold.proof.affine;

import java.math.BigInteger;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Tlv;

/**
 * {@code D = x (.) C (+) enc_N0(y; rho)} and {@code Y = enc_N1(y; rho_y)}, for an x that another
 * item says more about.
 *
 * @param receiver N0, under which C and D are encrypted
 * @param prover N1, under which Y is
 * @param ciphertext C
 * @param result D
 * @param addend Y
 * @param verifier the verifier's ring-Pedersen parameters
 */
public record AffineStatement(
    PaillierPublicKey receiver,
    PaillierPublicKey prover,
    BigInteger ciphertext,
    BigInteger result,
    BigInteger addend,
    RingPedersen verifier) {
  /** The items of the statement with X, one item, in its place. */
  public Tlv toTlv(Tlv factor) {
    return Tlv.of()
        .integer(receiver.modulus())
        .integer(prover.modulus())
        .integer(ciphertext)
        .integer(result)
        .integer(addend)
        .append(factor)
        .integer(verifier.modulus())
        .integer(verifier.s())
        .integer(verifier.t());
  }
}
