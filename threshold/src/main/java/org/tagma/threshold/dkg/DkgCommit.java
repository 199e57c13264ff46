package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * K1: a commitment to what the keeper will deal, and the key its shares are to be sealed under.
 *
 * @param commitment V_i, 32 bytes
 * @param encryptionKey EK_i, encoded; whether it decodes is a check, not a matter of form
 */
public record DkgCommit(Bytes commitment, Bytes encryptionKey) implements Message {
  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("V", commitment.base64Url())
        .put("EK", encryptionKey.base64Url());
  }

  /** EK by keeper, encoded. */
  static SortedMap<Integer, Bytes> encryptionKeys(SortedMap<Integer, DkgCommit> commits) {
    SortedMap<Integer, Bytes> keys = new TreeMap<>();
    commits.forEach((keeper, commit) -> keys.put(keeper, commit.encryptionKey));
    return keys;
  }

  /** Reads {@link #toBody} strictly. */
  public static DkgCommit read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    DkgCommit message = new DkgCommit(m.bytes("V", 32), m.bytes("EK"));
    m.end();
    return message;
  }
}
