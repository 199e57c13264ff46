package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.round.Message;

/** K4: the certificate's content, signed, with the proof that the keeper holds its share. */
public record DkgAttestation(Certificate.Attestation attestation) implements Message {
  @Override
  public ObjectNode toBody() {
    return attestation.toBody();
  }

  /** Reads {@link #toBody} strictly. */
  public static DkgAttestation read(ObjectNode body) throws DecodingException {
    return new DkgAttestation(Certificate.Attestation.read(body));
  }
}
