package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * K3: the proof that the keeper knows its part of the key, and complaints about shares it got.
 *
 * @param proofCommitment A_i as in K2, encoded
 * @param proofResponse z, encoded
 * @param complaints one for each bad share, ascending by dealer
 */
public record DkgProof(Bytes proofCommitment, Bytes proofResponse, List<ShareComplaint> complaints)
    implements Message {
  private static final int MAX = 16;

  /** Takes a copy of the list. */
  public DkgProof {
    complaints = List.copyOf(complaints);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("A", proofCommitment.base64Url()).put("z", proofResponse.base64Url());
    return body.set("complaints", ShareComplaint.toJson(complaints));
  }

  /** Reads {@link #toBody} strictly. */
  public static DkgProof read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    DkgProof message =
        new DkgProof(
            m.bytes("A"), m.bytes("z"), ShareComplaint.readAll(m.array("complaints", MAX)));
    m.end();
    return message;
  }
}
