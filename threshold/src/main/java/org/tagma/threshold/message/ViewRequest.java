package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.transcript.Bytes;

/**
 * VIEW_REQUEST: the coordinator asks for the envelopes behind the view that a keeper signed.
 *
 * @param round the last round that the view covers
 */
public record ViewRequest(Bytes sid, int round) implements Content {
  public static final Kind<ViewRequest> KIND =
      new Kind<>(
          "view-request", m -> new ViewRequest(m.bytes("sid", 32), m.integer("round", 1, 64)));

  @Override
  public Kind<ViewRequest> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("sid", sid.base64Url()).put("round", round);
  }
}
