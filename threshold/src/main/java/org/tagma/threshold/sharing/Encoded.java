package org.tagma.threshold.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.transcript.Bytes;

/** Reads points and proofs where an encoding that is none breaks a rule instead of the form. */
public final class Encoded {
  private Encoded() {}

  public static Optional<SchnorrProof> schnorr(Curve curve, Bytes commitment, Bytes response) {
    try {
      return Optional.of(
          new SchnorrProof(
              curve.decodePoint(commitment.toArray()), curve.decodeScalar(response.toArray())));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  public static Optional<DleqProof> dleq(Curve curve, Bytes a1, Bytes a2, Bytes response) {
    try {
      return Optional.of(
          new DleqProof(
              curve.decodePoint(a1.toArray()),
              curve.decodePoint(a2.toArray()),
              curve.decodeScalar(response.toArray())));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  public static Optional<Point> point(Curve curve, Bytes encoded) {
    return points(curve, List.of(encoded)).map(points -> points.get(0));
  }

  public static Optional<List<Point>> points(Curve curve, List<Bytes> encoded) {
    List<Point> points = new ArrayList<>();
    try {
      for (Bytes point : encoded) {
        points.add(curve.decodePoint(point.toArray()));
      }
      return Optional.of(points);
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }
}
