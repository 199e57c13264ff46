package org.tagma.threshold.proof.fac;

import java.math.BigInteger;
import org.tagma.threshold.transcript.Tlv;

/**
 * The prover's first move.
 *
 * @param first P = Com(p; mu)
 * @param second Q = Com(q; nu)
 * @param firstMask A = Com(a; x)
 * @param secondMask B = Com(b; y)
 * @param productMask T = Q^a t^r
 */
public record FacCommitment(
    BigInteger first,
    BigInteger second,
    BigInteger firstMask,
    BigInteger secondMask,
    BigInteger productMask) {
  Tlv toTlv() {
    return Tlv.of()
        .integer(first)
        .integer(second)
        .integer(firstMask)
        .integer(secondMask)
        .integer(productMask);
  }
}
