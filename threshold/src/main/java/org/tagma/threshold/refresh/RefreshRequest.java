package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Members;

/** Whose shares are refreshed, as the session's request says it (spec/api.md, POST /dkg). */
public record RefreshRequest(String keyId, Curve curve) {
  /** The operation's name in a session's request. */
  public static final String OP = "dkg";

  /** The mode in the request. */
  public static final String MODE = "REFRESH";

  /** Reads {op, request}; anything this protocol would not do is an error. */
  public static RefreshRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    m.literal("mode", MODE);
    try {
      RefreshRequest request = new RefreshRequest(m.text("keyId"), Curve.named(m.text("curve")));
      m.end();
      return request;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a curve that does not exist");
    }
  }
}
