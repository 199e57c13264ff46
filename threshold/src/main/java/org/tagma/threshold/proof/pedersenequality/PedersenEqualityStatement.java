package org.tagma.threshold.proof.pedersenequality;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.pedersen.PedersenGenerator;
import org.tagma.threshold.transcript.Tlv;

/**
 * What a commitment commits to is the logarithm of a point.
 *
 * @param commitment T = sG + lH
 * @param base R, any point
 * @param point S = sR
 */
public record PedersenEqualityStatement(Point commitment, Point base, Point point) {
  Tlv toTlv() {
    return Tlv.of()
        .point(commitment)
        .point(commitment.curve().generator())
        .point(PedersenGenerator.of(commitment.curve()))
        .point(point)
        .point(base);
  }
}
