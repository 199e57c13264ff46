package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * PROBE, answered.
 *
 * @param nonce the probe's
 * @param state READY, SEALED, STARTING or OUTDATED
 * @param keys the active generations, at most {@value #MAX_KEYS}, most recent first
 * @param head how far its audit has come, a signed {@link AuditHead}; empty before the first record
 * @param moduli of which size it has moduli for the next set-up, {@code p128} or {@code p112};
 *     empty where it has none
 */
public record ProbeAnswer(
    Bytes nonce, String state, List<ActiveKey> keys, Optional<String> head, Optional<String> moduli)
    implements Content {
  public static final int MAX_KEYS = 4096;

  public static final Kind<ProbeAnswer> KIND =
      new Kind<>(
          "probe-answer",
          m ->
              new ProbeAnswer(
                  m.bytes("nonce", 32),
                  m.text("state"),
                  keys(m.array("keys", MAX_KEYS)),
                  m.has("head") ? Optional.of(m.text("head")) : Optional.empty(),
                  m.has("moduli") ? Optional.of(m.text("moduli")) : Optional.empty()));

  /** The answer of a keeper that has made no moduli. */
  public ProbeAnswer(Bytes nonce, String state, List<ActiveKey> keys, Optional<String> head) {
    this(nonce, state, keys, head, Optional.empty());
  }

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
    head.ifPresent(signed -> json.put("head", signed));
    moduli.ifPresent(set -> json.put("moduli", set));
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
