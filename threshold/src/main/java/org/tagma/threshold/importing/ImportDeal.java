package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.schnorr.SchnorrProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.Deal;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What the dealer commits to, a sealed share for every other keeper, and the proof that it knows
 * the private key; all of it empty of the others.
 *
 * @param proofCommitment A, encoded
 * @param proofResponse z, encoded
 */
public record ImportDeal(Deal deal, Bytes proofCommitment, Bytes proofResponse) implements Message {
  /** The dealer's. */
  static ImportDeal of(Deal deal, SchnorrProof proof) {
    return new ImportDeal(
        deal, Bytes.of(proof.commitment().encode()), Bytes.of(proof.response().encode()));
  }

  /** Of a keeper that does not deal. */
  static ImportDeal none() {
    return new ImportDeal(Deal.none(), Bytes.empty(), Bytes.empty());
  }

  @Override
  public ObjectNode toBody() {
    return deal.toBody().put("A", proofCommitment.base64Url()).put("z", proofResponse.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static ImportDeal read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    ImportDeal message = new ImportDeal(Deal.read(m), m.bytes("A"), m.bytes("z"));
    m.end();
    return message;
  }
}
