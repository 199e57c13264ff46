package org.tagma.threshold.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * The keeper holds the whole certificate, and the generation is ACTIVE there.
 *
 * @param certHash the certificate's hash, 32 bytes
 */
public record ActivateMessage(Bytes certHash) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("certHash", certHash.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static ActivateMessage read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    ActivateMessage message = new ActivateMessage(m.bytes("certHash", 32));
    m.end();
    return message;
  }
}
