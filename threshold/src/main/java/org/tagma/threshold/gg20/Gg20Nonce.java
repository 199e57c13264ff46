package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * R5: the nonce times the signature's point.
 *
 * @param part R_i = k_i R
 * @param proofs Pi_log* for K_i and R_i over R, for each other signer
 */
record Gg20Nonce(Point part, SortedMap<Integer, LogstarProof> proofs) implements Message {
  /** Takes a copy. */
  Gg20Nonce {
    proofs = Addressed.copy(proofs);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = new ProofBody().point("R", part).toJson();
    return body.set("proofs", Addressed.toJson(proofs, p -> Addressed.proof(p.toJson())));
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Nonce read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Nonce message =
        new Gg20Nonce(
            m.point("R", curve),
            Addressed.read(m, "proofs", e -> LogstarProof.read(curve, e.object(Addressed.PROOF))));
    m.end();
    return message;
  }
}
