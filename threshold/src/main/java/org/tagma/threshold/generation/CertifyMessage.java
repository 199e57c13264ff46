package org.tagma.threshold.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.round.Message;

/** The certificate's content, signed, with the proof that the keeper holds its share. */
public record CertifyMessage(Certificate.Attestation attestation) implements Message {
  @Override
  public ObjectNode toBody() {
    return attestation.toBody();
  }

  /**
   * Reads {@link #toBody} strictly.
   *
   * @param ridLength of the protocol's common randomness in bytes; 0 where it has none
   */
  public static CertifyMessage read(ObjectNode body, int ridLength) throws DecodingException {
    CertifyMessage message = new CertifyMessage(Certificate.Attestation.read(body));
    if (message.attestation.rid().length() != ridLength) {
      throw new DecodingException("rid has another length");
    }
    return message;
  }
}
