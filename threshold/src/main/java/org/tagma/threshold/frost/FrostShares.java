package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * Round 2: the signature shares of one signer, in bytewise order of operationId.
 *
 * @param shares z, encoded; whether they are canonical scalars is a check
 */
public record FrostShares(List<Bytes> shares) implements Message {
  public FrostShares {
    shares = List.copyOf(shares);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    FrostCommitments.write(body.putArray("z"), shares);
    return body;
  }

  /** Reads {@link #toBody} strictly. */
  public static FrostShares read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    FrostShares message = new FrostShares(m.byteStrings("z", FrostRequest.MAX_OPERATIONS));
    m.end();
    return message;
  }
}
