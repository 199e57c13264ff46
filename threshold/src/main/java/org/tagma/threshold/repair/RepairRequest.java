package org.tagma.threshold.repair;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Members;

/**
 * Whose share of which key is repaired, as the session's request says it.
 *
 * @param repaired the number of the holder that lost its share
 */
public record RepairRequest(String keyId, int repaired) {
  /** The operation's name in a session's request. */
  public static final String OP = "consistency/fix";

  /** {op, request} as a client asks it, who does not say which keeper needs the repair. */
  public static ObjectNode asked(String keyId) {
    return Session.request(OP, JsonNodeFactory.instance.objectNode().put("keyId", keyId));
  }

  /** {op, request}. */
  public ObjectNode toSessionRequest() {
    return Session.request(
        OP,
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", keyId)
            .put("keeper", KeeperName.of(repaired)));
  }

  /** Reads {@link #toSessionRequest} strictly. */
  public static RepairRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    RepairRequest request = new RepairRequest(m.text("keyId"), KeeperName.number(m.text("keeper")));
    m.end();
    return request;
  }
}
