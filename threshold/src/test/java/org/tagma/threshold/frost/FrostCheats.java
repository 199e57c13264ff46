package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.transcript.Bytes;

/** How a signer lies, in any suite: for the contract test, and for keepers of the lab. */
public final class FrostCheats {
  private FrostCheats() {}

  /** One for each rule. */
  public static Map<FrostRule, Cheat> byRule() {
    Map<FrostRule, Cheat> cheats = new EnumMap<>(FrostRule.class);
    cheats.put(FrostRule.COMMITMENT, inRound(Frost.COMMIT, "D", FrostCheats::identity));
    cheats.put(FrostRule.LENGTH, inRound(Frost.SHARE, "z", z -> z.remove(0)));
    cheats.put(FrostRule.SHARE, FrostCheats::anotherShare);
    return cheats;
  }

  interface Change {
    void apply(ArrayNode values);
  }

  static Cheat inRound(int round, String field, Change change) {
    return (session, number, body) -> {
      if (number == round) {
        change.apply((ArrayNode) body.get(field));
      }
    };
  }

  static JsonNode text(Bytes bytes) {
    return JsonNodeFactory.instance.textNode(bytes.base64Url());
  }

  private static void identity(ArrayNode commitments) {
    commitments.set(0, text(Bytes.of(new byte[1])));
  }

  private static void anotherShare(Session session, int round, ObjectNode body) {
    Curve curve = FrostSuite.named(session.preimage().suite()).orElseThrow().curve();
    inRound(Frost.SHARE, "z", z -> z.set(0, plusOne(curve, z.get(0)))).change(session, round, body);
  }

  private static JsonNode plusOne(Curve curve, JsonNode share) {
    try {
      Scalar z = curve.decodeScalar(Bytes.fromBase64Url(share.textValue()).toArray());
      return text(Bytes.of(z.plus(curve.scalar(1)).encode()));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
