package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * Round 2: a polynomial through zero, and a sealed share of it for every other keeper.
 *
 * @param coefficients C_1 to C_{t-1}, encoded; C_0 is the identity and not sent
 * @param shares E_ij
 */
public record RefreshDeal(List<Bytes> coefficients, SealedShares shares) implements Message {
  private static final int MAX = 16;

  /** Takes a copy of the list. */
  public RefreshDeal {
    coefficients = List.copyOf(coefficients);
  }

  /** C_1 to C_{t-1} as points, from a message that has been checked. */
  List<Point> points(Curve curve) {
    return Encoded.points(curve, coefficients).orElseThrow();
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode points = body.putArray("C");
    coefficients.forEach(c -> points.add(c.base64Url()));
    return body.set("E", shares.toJson());
  }

  /** Reads {@link #toBody} strictly. */
  public static RefreshDeal read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    RefreshDeal message =
        new RefreshDeal(m.byteStrings("C", MAX), SealedShares.read(m.array("E", SealedShares.MAX)));
    m.end();
    return message;
  }
}
