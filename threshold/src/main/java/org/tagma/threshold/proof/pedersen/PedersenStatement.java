package org.tagma.threshold.proof.pedersen;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.Tlv;

/**
 * A point is a commitment that the prover can open.
 *
 * @param commitment T = sG + lH
 */
public record PedersenStatement(Point commitment) {
  Tlv toTlv() {
    return Tlv.of()
        .point(commitment)
        .point(commitment.curve().generator())
        .point(PedersenGenerator.of(commitment.curve()));
  }
}
