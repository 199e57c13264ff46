package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.SortedMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.enc.EncProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * R1: a nonce and a blinding factor, both encrypted under the signer's own key.
 *
 * @param nonce K_i, of k_i
 * @param blinding G_i, of gamma_i
 * @param commitment c_i, to Gamma_i
 * @param proofs Pi_enc(K_i) for each other signer
 */
record Gg20Commit(
    BigInteger nonce, BigInteger blinding, Bytes commitment, SortedMap<Integer, EncProof> proofs)
    implements Message {
  /** Takes a copy. */
  Gg20Commit {
    proofs = Addressed.copy(proofs);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body =
        new ProofBody()
            .integer("K", nonce)
            .integer("G", blinding)
            .toJson()
            .put("c", commitment.base64Url());
    return body.set("proofs", Addressed.toJson(proofs, p -> Addressed.proof(p.toJson())));
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Commit read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Commit message =
        new Gg20Commit(
            m.bigInteger("K"),
            m.bigInteger("G"),
            m.bytes("c", 32),
            Addressed.read(m, "proofs", e -> EncProof.read(e.object(Addressed.PROOF))));
    m.end();
    return message;
  }
}
