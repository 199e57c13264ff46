package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.pedersenequality.PedersenEqualityProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * R6: the committed part of the key times the nonce, times the signature's point.
 *
 * @param part S_i = sigma_i R
 * @param proof Pi_ped-eq(T_i; R, S_i)
 */
record Gg20Key(Point part, PedersenEqualityProof proof) implements Message {
  @Override
  public ObjectNode toBody() {
    ObjectNode body = new ProofBody().point("S", part).toJson();
    return body.set(Addressed.PROOF, proof.toJson());
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Key read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Key message =
        new Gg20Key(
            m.point("S", curve), PedersenEqualityProof.read(curve, m.object(Addressed.PROOF)));
    m.end();
    return message;
  }
}
