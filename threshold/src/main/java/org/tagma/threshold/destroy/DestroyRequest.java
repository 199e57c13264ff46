package org.tagma.threshold.destroy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Members;

/**
 * Which generation is destroyed, as the session's request says it (spec/api.md, POST /destroy).
 *
 * @param version the generation, from 1
 */
public record DestroyRequest(String keyId, int version) {
  /** The operation's name in a session's request. */
  public static final String OP = "destroy";

  /** Reads {op, request}; anything this protocol would not do is an error. */
  public static DestroyRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    DestroyRequest request =
        new DestroyRequest(m.text("keyId"), m.integer("version", 1, Integer.MAX_VALUE));
    m.end();
    return request;
  }
}
