package org.tagma.threshold.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.Complaints;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What the keeper has to say about the share it got: a complaint, or its share of the test
 * signature.
 *
 * @param response z_i, encoded; empty beside a complaint
 */
public record TestShare(Complaints complaints, Bytes response) implements Message {
  @Override
  public ObjectNode toBody() {
    return complaints.toBody().put("z", response.base64Url());
  }

  /** Reads {@link #toBody} strictly. */
  public static TestShare read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    TestShare message = new TestShare(Complaints.read(m), m.bytes("z"));
    m.end();
    return message;
  }
}
