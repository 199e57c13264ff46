package org.tagma.threshold.proof.affg;

import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.affine.AffineStatement;
import org.tagma.threshold.transcript.Tlv;

/**
 * An affine operation whose factor is the logarithm of a point.
 *
 * @param operation D and Y
 * @param point X = xG
 */
public record AffgStatement(AffineStatement operation, Point point) {
  Tlv toTlv() {
    return operation.toTlv(Tlv.of().point(point));
  }
}
