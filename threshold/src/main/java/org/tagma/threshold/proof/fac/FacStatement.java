package org.tagma.threshold.proof.fac;

import java.math.BigInteger;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Tlv;

/**
 * A modulus has no small factor.
 *
 * @param modulus N0, the prover's
 * @param verifier the verifier's ring-Pedersen parameters
 */
public record FacStatement(BigInteger modulus, RingPedersen verifier) {
  Tlv toTlv() {
    return Tlv.of()
        .integer(modulus)
        .integer(verifier.modulus())
        .integer(verifier.s())
        .integer(verifier.t());
  }
}
