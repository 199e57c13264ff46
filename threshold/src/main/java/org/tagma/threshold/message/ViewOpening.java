package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.transcript.Bytes;

/**
 * VIEW_OPEN: the envelopes behind a view.
 *
 * @param round the last round that the view covers
 * @param envelopes all envelopes of rounds 1 to {@code round} that the keeper went on with
 */
public record ViewOpening(Bytes sid, int round, List<String> envelopes) implements Content {
  public static final Kind<ViewOpening> KIND =
      new Kind<>(
          "view-open",
          m ->
              new ViewOpening(
                  m.bytes("sid", 32), m.integer("round", 1, 64), m.texts("envelopes", 1024)));

  @Override
  public Kind<ViewOpening> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sid", sid.base64Url()).put("round", round);
    var texts = json.putArray("envelopes");
    envelopes.forEach(texts::add);
    return json;
  }
}
