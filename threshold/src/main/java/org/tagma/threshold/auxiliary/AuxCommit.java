package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * A1: a commitment to the keeper's new moduli.
 *
 * @param commitment V_i, 32 bytes
 */
public record AuxCommit(Bytes commitment) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("V", commitment.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static AuxCommit read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    AuxCommit message = new AuxCommit(m.bytes("V", 32));
    m.end();
    return message;
  }
}
