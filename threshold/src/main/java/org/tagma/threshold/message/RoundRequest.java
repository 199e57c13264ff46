package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.transcript.Bytes;

/**
 * ROUND: the coordinator asks for a keeper's message of a round and binds itself to the messages of
 * the round before.
 *
 * @param inbox the hashes of those envelopes' signing inputs, sorted by from, kind, to; empty for
 *     the first round
 */
public record RoundRequest(Bytes sid, int round, List<Bytes> inbox) implements Content {
  public static final Kind<RoundRequest> KIND =
      new Kind<>(
          "round",
          m ->
              new RoundRequest(
                  m.bytes("sid", 32), m.integer("round", 1, 64), m.byteStrings("inbox", 256)));

  @Override
  public Kind<RoundRequest> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sid", sid.base64Url()).put("round", round);
    var hashes = json.putArray("inbox");
    inbox.forEach(h -> hashes.add(h.base64Url()));
    return json;
  }
}
