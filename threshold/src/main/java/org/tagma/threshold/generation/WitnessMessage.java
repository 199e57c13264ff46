package org.tagma.threshold.generation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What a member signs that will hold no share of the generation: which one it saw come about.
 *
 * @param certHash the hash of the certificate's content, 32 bytes
 */
public record WitnessMessage(Bytes certHash) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("witnessed", certHash.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static WitnessMessage read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    WitnessMessage message = new WitnessMessage(m.bytes("witnessed", 32));
    m.end();
    return message;
  }

  /** Whether a body is meant to be one. */
  public static boolean isMeant(ObjectNode body) {
    return body.has("witnessed");
  }
}
