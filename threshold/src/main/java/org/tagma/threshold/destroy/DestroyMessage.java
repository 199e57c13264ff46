package org.tagma.threshold.destroy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * What a keeper says in either phase. The envelope says everything there is to say: its kind is the
 * phase, and the session names the generation by its certificate.
 */
record DestroyMessage() implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Reads {@link #toBody} strictly. */
  static DestroyMessage read(ObjectNode body) throws DecodingException {
    Members.of(body).end();
    return new DestroyMessage();
  }
}
