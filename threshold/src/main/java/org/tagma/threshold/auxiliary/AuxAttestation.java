package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.moduli.AuxCertificate;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;

/**
 * A4: the keeper has checked everybody's proofs; and, once more when it holds everybody's
 * attestation, the receipt that the epoch is ACTIVE there.
 *
 * @param bundleHash auxBundleHash, 32 bytes
 */
public record AuxAttestation(Bytes bundleHash) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance.objectNode().put("bundleHash", bundleHash.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static AuxAttestation read(ObjectNode body) throws DecodingException {
    return new AuxAttestation(AuxCertificate.bundleHash(body));
  }
}
