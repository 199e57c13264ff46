package org.tagma.threshold.ecies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.proof.dleq.DleqProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * One keeper's partial decryption and the proof that it is right; all parts encoded, since whether
 * they decode is a check.
 *
 * @param d d_i = x_i u
 * @param a1 A1 of Pi_dleq(G, u; Y_i, d_i)
 * @param a2 A2
 * @param z z
 */
public record PartialDecryption(Bytes d, Bytes a1, Bytes a2, Bytes z) implements Message {
  static PartialDecryption of(Point d, DleqProof proof) {
    return new PartialDecryption(
        Bytes.of(d.encode()),
        Bytes.of(proof.a1().encode()),
        Bytes.of(proof.a2().encode()),
        Bytes.of(proof.response().encode()));
  }

  /** The three points of a partial decryption that are valid group elements. */
  record Points(Point d, Point a1, Point a2) {}

  /** d, A1 and A2; empty when one of them is no valid group element. */
  Optional<Points> points(Curve curve) {
    try {
      return Optional.of(new Points(decode(curve, d), decode(curve, a1), decode(curve, a2)));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The proof with these points; empty when z does not decode. */
  Optional<DleqProof> proof(Points points) {
    try {
      Scalar response = points.d().curve().decodeScalar(z.toArray());
      return Optional.of(new DleqProof(points.a1(), points.a2(), response));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private static Point decode(Curve curve, Bytes encoded) throws DecodingException {
    return curve.decodePoint(encoded.toArray());
  }

  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("d", d.base64Url())
        .put("A1", a1.base64Url())
        .put("A2", a2.base64Url())
        .put("z", z.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static PartialDecryption read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    PartialDecryption message =
        new PartialDecryption(m.bytes("d"), m.bytes("A1"), m.bytes("A2"), m.bytes("z"));
    m.end();
    return message;
  }

  /** Without d: t of them decrypt. */
  @Override
  public String toString() {
    return "PartialDecryption[redacted]";
  }
}
