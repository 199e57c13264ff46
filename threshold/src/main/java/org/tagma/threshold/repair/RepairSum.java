package org.tagma.threshold.repair;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.transcript.Members;

/**
 * Round 3: what the keeper has to say about the pieces it got, and their sum.
 *
 * @param complaints one for each bad piece, ascending by dealer
 * @param sum sigma_j, for the keeper whose share is repaired; nothing after a complaint
 */
public record RepairSum(List<ShareComplaint> complaints, SealedShares sum) implements Message {
  /** Takes a copy of the list. */
  public RepairSum {
    complaints = List.copyOf(complaints);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("complaints", ShareComplaint.toJson(complaints));
    return body.set("E", sum.toJson());
  }

  /** Reads {@link #toBody} strictly. */
  public static RepairSum read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    RepairSum message =
        new RepairSum(
            ShareComplaint.readAll(m.array("complaints", SealedShares.MAX)),
            SealedShares.read(m.array("E", SealedShares.MAX)));
    m.end();
    return message;
  }
}
