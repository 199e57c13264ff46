package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * R7: a signature share.
 *
 * @param share s_i
 */
record Gg20Share(Scalar share) implements Message {
  @Override
  public ObjectNode toBody() {
    return new ProofBody().scalar("s", share).toJson();
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Share read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Share message = new Gg20Share(m.scalar("s", curve));
    m.end();
    return message;
  }
}
