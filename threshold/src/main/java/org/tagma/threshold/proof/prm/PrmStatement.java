package org.tagma.threshold.proof.prm;

import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Tlv;

/**
 * s is a power of t modulo Nhat.
 *
 * @param set how large Nhat has to be
 * @param parameters the prover's
 */
public record PrmStatement(ParameterSet set, RingPedersen parameters) {
  Tlv toTlv() {
    return Tlv.of().integer(parameters.modulus()).integer(parameters.s()).integer(parameters.t());
  }
}
