package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * Round 1: the nonce commitments of one signer, one pair for each message, in bytewise order of
 * operationId.
 *
 * @param hiding D, encoded; whether they decode to points is a check, not a matter of form
 * @param binding E, encoded
 */
public record FrostCommitments(List<Bytes> hiding, List<Bytes> binding) implements Message {
  public FrostCommitments {
    hiding = List.copyOf(hiding);
    binding = List.copyOf(binding);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    write(body.putArray("D"), hiding);
    write(body.putArray("E"), binding);
    return body;
  }

  /** Reads {@link #toBody} strictly. */
  public static FrostCommitments read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    FrostCommitments message =
        new FrostCommitments(
            m.byteStrings("D", FrostRequest.MAX_OPERATIONS),
            m.byteStrings("E", FrostRequest.MAX_OPERATIONS));
    m.end();
    return message;
  }

  static void write(ArrayNode array, List<Bytes> values) {
    values.forEach(v -> array.add(v.base64Url()));
  }
}
