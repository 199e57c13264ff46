package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * The key that the keeper's shares are to be sealed under in this run.
 *
 * @param encryptionKey EK_i, encoded; whether it decodes is a check, not a matter of form
 */
public record ReceiverKey(Bytes encryptionKey) implements Message {
  /** The key of {@code receiver}. */
  public static ReceiverKey of(Receiver receiver) {
    return new ReceiverKey(Bytes.of(receiver.encryptionKey().encode()));
  }

  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("EK", encryptionKey.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static ReceiverKey read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    ReceiverKey message = new ReceiverKey(m.bytes("EK"));
    m.end();
    return message;
  }
}
