package org.tagma.threshold.proof.affp;

import java.math.BigInteger;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.transcript.Tlv;

/**
 * An affine operation whose factor is the plaintext of a ciphertext under the prover's key.
 *
 * @param operation D and Y
 * @param factor X = enc_N1(x; rho_x)
 */
public record AffpStatement(AffineStatement operation, BigInteger factor) {
  Tlv toTlv() {
    return operation.toTlv(Tlv.of().integer(factor));
  }
}
