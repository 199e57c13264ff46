package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.logstar.LogstarProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * R4: the point of the blinding factor, which R1 committed to.
 *
 * @param blinding Gamma_i = gamma_i G
 * @param opening u_i, 32 bytes
 * @param proofs Pi_log* for G_i and Gamma_i, for each other signer
 */
record Gg20Reveal(Point blinding, Bytes opening, SortedMap<Integer, LogstarProof> proofs)
    implements Message {
  /** Takes a copy. */
  Gg20Reveal {
    proofs = Addressed.copy(proofs);
  }

  /** c_i, as R1 has to have it. */
  Bytes commitment(Bytes sid, int keeper) {
    return commitment(sid, keeper, blinding, opening);
  }

  /** c_i = SHA-256(STR "gamma" | BYTES sid | U32 i | POINT Gamma_i | BYTES u_i). */
  static Bytes commitment(Bytes sid, int keeper, Point blinding, Bytes opening) {
    return Tlv.of().text("gamma").bytes(sid).u32(keeper).point(blinding).bytes(opening).sha256();
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body =
        new ProofBody().point("Gamma", blinding).toJson().put("u", opening.base64Url());
    return body.set("proofs", Addressed.toJson(proofs, p -> Addressed.proof(p.toJson())));
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Reveal read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Reveal message =
        new Gg20Reveal(
            m.point("Gamma", curve),
            m.bytes("u", 32),
            Addressed.read(m, "proofs", e -> LogstarProof.read(curve, e.object(Addressed.PROOF))));
    m.end();
    return message;
  }
}
