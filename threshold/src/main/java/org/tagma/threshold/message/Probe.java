package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.transcript.Bytes;

/**
 * PROBE: is this keeper there, and in which state?
 *
 * @param nonce 32 fresh bytes
 */
public record Probe(Bytes nonce) implements Content {
  public static final Kind<Probe> KIND = new Kind<>("probe", m -> new Probe(m.bytes("nonce", 32)));

  @Override
  public Kind<Probe> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("nonce", nonce.base64Url());
  }
}
