package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * What the keeper has to say about the shares it got.
 *
 * @param complaints one for each bad share, ascending by dealer
 */
public record Complaints(List<ShareComplaint> complaints) implements Message {
  /** Takes a copy of the list. */
  public Complaints {
    complaints = List.copyOf(complaints);
  }

  /** The complaints of each keeper. */
  public static SortedMap<Integer, List<ShareComplaint>> lists(
      SortedMap<Integer, Complaints> messages) {
    SortedMap<Integer, List<ShareComplaint>> lists = new TreeMap<>();
    messages.forEach((keeper, message) -> lists.put(keeper, message.complaints()));
    return lists;
  }

  /** Of a keeper that has nothing to complain of. */
  public static Complaints none() {
    return new Complaints(List.of());
  }

  @Override
  public ObjectNode toBody() {
    return JsonNodeFactory.instance
        .objectNode()
        .set("complaints", ShareComplaint.toJson(complaints));
  }

  /** Reads {@link #toBody} strictly. */
  public static Complaints read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Complaints message = read(m);
    m.end();
    return message;
  }

  /** Takes the members of {@link #toBody}, where there are others beside them. */
  public static Complaints read(Members m) throws DecodingException {
    return new Complaints(ShareComplaint.readAll(m.array("complaints", SealedShares.MAX)));
  }
}
