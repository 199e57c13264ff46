package org.tagma.threshold.sharing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What a dealer commits to, and a sealed share of it for every other receiver.
 *
 * @param committed C, encoded: which points, the protocol says; none of a keeper that does not deal
 * @param shares E_ij
 */
public record Deal(List<Bytes> committed, SealedShares shares) implements Message {
  private static final int MAX = 16;

  /** Takes a copy of the list. */
  public Deal {
    committed = List.copyOf(committed);
  }

  /** With these points. */
  public static Deal of(List<Point> committed, SealedShares shares) {
    return new Deal(committed.stream().map(c -> Bytes.of(c.encode())).toList(), shares);
  }

  /** Of a keeper that does not deal. */
  public static Deal none() {
    return new Deal(List.of(), SealedShares.none());
  }

  /** C as points, from a message that has been checked. */
  public List<Point> points(Curve curve) {
    return Encoded.points(curve, committed).orElseThrow();
  }

  /** The shares for {@code receiver} in {@code deals}, by dealer. */
  public static SortedMap<Integer, SealedShare> sharesFor(
      int receiver, SortedMap<Integer, Deal> deals) {
    SortedMap<Integer, SealedShares> shares = new TreeMap<>();
    deals.forEach((dealer, deal) -> shares.put(dealer, deal.shares()));
    return SealedShares.of(receiver, shares);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode points = body.putArray("C");
    committed.forEach(c -> points.add(c.base64Url()));
    return body.set("E", shares.toJson());
  }

  /** Reads {@link #toBody} strictly. */
  public static Deal read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Deal message = read(m);
    m.end();
    return message;
  }

  /** Takes the members of {@link #toBody}, where there are others beside them. */
  public static Deal read(Members m) throws DecodingException {
    return new Deal(m.byteStrings("C", MAX), SealedShares.read(m.array("E", SealedShares.MAX)));
  }
}
