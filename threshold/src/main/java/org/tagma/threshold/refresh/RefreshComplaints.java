package org.tagma.threshold.refresh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.sharing.SealedShares;
import org.tagma.threshold.sharing.ShareComplaint;
import org.tagma.threshold.transcript.Members;

/**
 * Round 3: what the keeper has to say about the shares it got.
 *
 * @param complaints one for each bad share, ascending by dealer
 */
public record RefreshComplaints(List<ShareComplaint> complaints) implements Message {
  /** Takes a copy of the list. */
  public RefreshComplaints {
    complaints = List.copyOf(complaints);
  }

  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance
        .objectNode()
        .set("complaints", ShareComplaint.toJson(complaints));
  }

  /** Reads {@link #toBody} strictly. */
  public static RefreshComplaints read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    RefreshComplaints message =
        new RefreshComplaints(ShareComplaint.readAll(m.array("complaints", SealedShares.MAX)));
    m.end();
    return message;
  }
}
