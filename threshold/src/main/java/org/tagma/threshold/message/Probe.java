package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tagma.threshold.transcript.Bytes;

/**
 * PROBE: is this keeper there, and in which state?
 *
 * @param nonce 32 fresh bytes
 * @param seen the latest {@link AuditHead} that the asked keeper has signed for the asking one, if
 *     there is one
 */
public record Probe(Bytes nonce, Optional<String> seen) implements Content {
  public static final Kind<Probe> KIND =
      new Kind<>(
          "probe",
          m ->
              new Probe(
                  m.bytes("nonce", 32),
                  m.has("seen") ? Optional.of(m.text("seen")) : Optional.empty()));

  @Override
  public Kind<Probe> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("nonce", nonce.base64Url());
    seen.ifPresent(head -> json.put("seen", head));
    return json;
  }
}
