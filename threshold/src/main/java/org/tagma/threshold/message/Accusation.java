package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;

/**
 * ACCUSATION: a keeper stops because a message of another broke a rule, and brings the evidence.
 *
 * @param evidence one piece for each keeper accused, at least one
 */
public record Accusation(Bytes sid, int round, List<Evidence> evidence) implements Content {
  public static final Kind<Accusation> KIND =
      new Kind<>(
          "accusation",
          m ->
              new Accusation(
                  m.bytes("sid", 32),
                  m.integer("round", 0, 64),
                  Evidence.listFromJson(m.array("evidence", 32))));

  @Override
  public Kind<Accusation> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sid", sid.base64Url())
        .put("round", round)
        .set("evidence", Evidence.listToJson(evidence));
    return json;
  }
}
