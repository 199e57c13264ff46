package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.transcript.Bytes;

/**
 * KEY_QUESTION: what does this keeper have of a key?
 *
 * @param nonce 32 fresh bytes
 */
public record KeyQuestion(Bytes nonce, String keyId) implements Content {
  public static final Kind<KeyQuestion> KIND =
      new Kind<>("key-question", m -> new KeyQuestion(m.bytes("nonce", 32), m.text("keyId")));

  @Override
  public Kind<KeyQuestion> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("nonce", nonce.base64Url())
        .put("keyId", keyId);
  }
}
