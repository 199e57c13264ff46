package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * Round 1: the key that the keeper's shares are to be sealed under.
 *
 * @param encryptionKey EK_i, encoded; whether it decodes is a check, not a matter of form
 */
public record RefreshKey(Bytes encryptionKey) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("EK", encryptionKey.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static RefreshKey read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    RefreshKey message = new RefreshKey(m.bytes("EK"));
    m.end();
    return message;
  }
}
