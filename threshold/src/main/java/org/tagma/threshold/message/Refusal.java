package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.RefusalReason;

/**
 * REFUSAL: a keeper declines.
 *
 * @param round the round it was asked for; 0 for an opening
 * @param retryAfter milliseconds after which asking again may help; 0 where it says nothing
 * @param at when it was signed, epoch milliseconds
 * @param generation with GENERATION, the highest generation of the key that this keeper ever used;
 *     else 0
 */
public record Refusal(
    Bytes sid, int round, RefusalReason reason, long retryAfter, long at, int generation)
    implements Content {
  public static final Kind<Refusal> KIND =
      new Kind<>(
          "refusal",
          m ->
              new Refusal(
                  m.bytes("sid", 32),
                  m.integer("round", 0, 64),
                  reason(m.text("reason")),
                  m.longInteger("retryAfter", 0, 1L << 40),
                  m.longInteger("at", 0, 1L << 52),
                  m.integer("generation", 0, Integer.MAX_VALUE)));

  @Override
  public Kind<Refusal> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sid", sid.base64Url())
        .put("round", round)
        .put("reason", reason.name())
        .put("retryAfter", retryAfter)
        .put("at", at)
        .put("generation", generation);
  }

  private static RefusalReason reason(String name) throws DecodingException {
    try {
      return RefusalReason.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("unknown reason of refusal");
    }
  }
}
