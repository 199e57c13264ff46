package org.tagma.threshold.proof.pedersen;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.HashToCurve;

/**
 * H, the second generator of a curve: nobody knows its logarithm ({@code spec/protocols.md} 9, item
 * 8).
 */
public final class PedersenGenerator {
  private static final byte[] DST = "KEEPER-V01-PEDERSEN-H".getBytes(StandardCharsets.US_ASCII);

  private static final Map<Curve, Point> GENERATORS =
      Stream.of("SECP256K1", "P256")
          .map(Curve::named)
          .collect(Collectors.toMap(Function.identity(), PedersenGenerator::hash));

  private PedersenGenerator() {}

  /**
   * H.
   *
   * @throws IllegalArgumentException for a curve that has none
   */
  public static Point of(Curve curve) {
    Point generator = GENERATORS.get(curve);
    if (generator == null) {
      throw new IllegalArgumentException("no second generator of " + curve.apiName());
    }
    return generator;
  }

  private static Point hash(Curve curve) {
    return HashToCurve.point(curve, curve.apiName().getBytes(StandardCharsets.US_ASCII), DST);
  }
}
