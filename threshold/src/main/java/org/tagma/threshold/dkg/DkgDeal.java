package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * K2: the dealer opens its commitment and deals a sealed share to every other keeper.
 *
 * @param rid its part of the common randomness, 32 bytes
 * @param coefficients C_k, encoded, constant term first
 * @param proofCommitment A_i, encoded: the first half of the proof that K3 completes
 * @param opening u_i, 32 bytes
 * @param shares E_ij by receiver
 */
public record DkgDeal(
    Bytes rid,
    List<Bytes> coefficients,
    Bytes proofCommitment,
    Bytes opening,
    SortedMap<Integer, SealedShare> shares)
    implements Message {
  private static final int MAX = 16;

  /** Takes copies. */
  public DkgDeal {
    coefficients = List.copyOf(coefficients);
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("rid", rid.base64Url())
        .put("A", proofCommitment.base64Url())
        .put("u", opening.base64Url());
    ArrayNode points = body.putArray("C");
    coefficients.forEach(c -> points.add(c.base64Url()));
    ArrayNode sealed = body.putArray("E");
    shares.forEach(
        (receiver, share) -> sealed.add(share.toJson().put("to", KeeperName.of(receiver))));
    return body;
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
            shares(m.array("E", MAX)));
    m.end();
    return message;
  }

  private static SortedMap<Integer, SealedShare> shares(List<JsonNode> nodes)
      throws DecodingException {
    SortedMap<Integer, SealedShare> shares = new TreeMap<>();
    for (JsonNode node : nodes) {
      Members m = Members.of(node);
      int receiver = KeeperName.number(m.text("to"));
      if (!shares.isEmpty() && receiver <= shares.lastKey()) {
        throw new DecodingException("receivers are not ascending");
      }
      shares.put(receiver, SealedShare.read(m));
      m.end();
    }
    return shares;
  }
}
