package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * PROBE, answered.
 *
 * @param nonce the probe's
 * @param state READY, SEALED or STARTING
 * @param keys the active generations, at most {@value #MAX_KEYS}, most recent first
 */
public record ProbeAnswer(Bytes nonce, String state, List<ActiveKey> keys) implements Content {
  public static final int MAX_KEYS = 4096;

  public static final Kind<ProbeAnswer> KIND =
      new Kind<>(
          "probe-answer",
          m ->
              new ProbeAnswer(
                  m.bytes("nonce", 32), m.text("state"), keys(m.array("keys", MAX_KEYS))));

  /** A key's active generation, or with an empty hash one that still waits for its certificate. */
  public record ActiveKey(String keyId, int generation, Bytes certHash) {}

  @Override
  public Kind<ProbeAnswer> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("nonce", nonce.base64Url()).put("state", state);
    var rows = json.putArray("keys");
    keys.forEach(
        k ->
            rows.addObject()
                .put("keyId", k.keyId())
                .put("generation", k.generation())
                .put("certHash", k.certHash().base64Url()));
    return json;
  }

  private static List<ActiveKey> keys(List<JsonNode> rows) throws DecodingException {
    List<ActiveKey> keys = new ArrayList<>();
    for (JsonNode row : rows) {
      Members m = Members.of(row);
      keys.add(
          new ActiveKey(
              m.text("keyId"), m.integer("generation", 1, Integer.MAX_VALUE), m.bytes("certHash")));
      m.end();
    }
    return keys;
  }
}
