package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * K2: the dealer opens its commitment and deals a sealed share to every other keeper.
 *
 * @param rid its part of the common randomness, 32 bytes
 * @param coefficients C_k, encoded, constant term first
 * @param proofCommitment A_i, encoded: the first half of the proof that K3 completes
 * @param opening u_i, 32 bytes
 * @param shares E_ij
 */
public record DkgDeal(
    Bytes rid, List<Bytes> coefficients, Bytes proofCommitment, Bytes opening, SealedShares shares)
    implements Message {
  private static final int MAX = 16;

  /** Takes a copy of the list. */
  public DkgDeal {
    coefficients = List.copyOf(coefficients);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("rid", rid.base64Url())
        .put("A", proofCommitment.base64Url())
        .put("u", opening.base64Url());
    ArrayNode points = body.putArray("C");
    coefficients.forEach(c -> points.add(c.base64Url()));
    return body.set("E", shares.toJson());
  }

  /** Reads {@link #toBody} strictly; receivers are ascending. */
  public static DkgDeal read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    DkgDeal message =
        new DkgDeal(
            m.bytes("rid", 32),
            m.byteStrings("C", MAX),
            m.bytes("A"),
            m.bytes("u", 32),
            SealedShares.read(m.array("E", SealedShares.MAX)));
    m.end();
    return message;
  }
}
