package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.transcript.Bytes;

/**
 * DESTROYED: this keeper holds no share of the generation any more, and never will.
 *
 * @param certHash of the generation's certificate, 32 bytes
 */
public record DestructionReceipt(String keyId, int generation, Bytes certHash) implements Content {
  public static final Kind<DestructionReceipt> KIND =
      new Kind<>(
          "destroyed",
          m ->
              new DestructionReceipt(
                  m.text("keyId"),
                  m.integer("generation", 1, Integer.MAX_VALUE),
                  m.bytes("certHash", 32)));

  /** That of a keeper that keeps {@code destruction}. */
  public static DestructionReceipt of(Destruction destruction) {
    return new DestructionReceipt(
        destruction.keyId(), destruction.generation(), destruction.certHash());
  }

  @Override
  public Kind<DestructionReceipt> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("keyId", keyId)
        .put("generation", generation)
        .put("certHash", certHash.base64Url());
  }
}
