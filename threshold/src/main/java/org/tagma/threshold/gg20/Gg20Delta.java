package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.pedersen.PedersenProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * R3: a part of the blinded nonce, and a commitment to a part of the key times the nonce.
 *
 * @param delta delta_i
 * @param commitment T_i = sigma_i G + l_i H
 * @param proof Pi_ped(T_i)
 */
record Gg20Delta(Scalar delta, Point commitment, PedersenProof proof) implements Message {
  @Override
  public ObjectNode toBody() {
    ObjectNode body = new ProofBody().scalar("delta", delta).point("T", commitment).toJson();
    return body.set(Addressed.PROOF, proof.toJson());
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Delta read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Delta message =
        new Gg20Delta(
            m.scalar("delta", curve),
            m.point("T", curve),
            PedersenProof.read(curve, m.object(Addressed.PROOF)));
    m.end();
    return message;
  }
}
