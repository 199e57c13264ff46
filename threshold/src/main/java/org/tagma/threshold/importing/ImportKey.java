package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.frost.SigningPackage;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.Encoded;
import org.tagma.threshold.sharing.ReceiverKey;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * The key that the keeper's share is to be sealed under, and its nonce commitments for the test
 * signature; whether they decode is a check, not a matter of form.
 *
 * @param receiverKey EK_i
 * @param hiding D_i, encoded
 * @param binding E_i, encoded
 */
public record ImportKey(ReceiverKey receiverKey, Bytes hiding, Bytes binding) implements Message {
  /** Whether all three are points. */
  boolean isOfPoints(Curve curve) {
    return Encoded.points(curve, List.of(receiverKey.encryptionKey(), hiding, binding)).isPresent();
  }

  /** D_i and E_i, from a message that has been checked. */
  SigningPackage.Commitment commitment(Curve curve) {
    Optional<List<Point>> points = Encoded.points(curve, List.of(hiding, binding));
    return new SigningPackage.Commitment(points.orElseThrow().get(0), points.orElseThrow().get(1));
  }

  @Override
  public ObjectNode toBody() {
    return receiverKey.toBody().put("D", hiding.base64Url()).put("E", binding.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static ImportKey read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    ImportKey message = new ImportKey(new ReceiverKey(m.bytes("EK")), m.bytes("D"), m.bytes("E"));
    m.end();
    return message;
  }
}
