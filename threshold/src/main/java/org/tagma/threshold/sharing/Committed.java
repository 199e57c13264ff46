package org.tagma.threshold.sharing;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;

/**
 * What all dealers of a run have committed to.
 *
 * @param byDealer the points of each dealer's {@link Deal}; none of keepers that do not deal
 */
public record Committed(SortedMap<Integer, List<Point>> byDealer) {
  /** From deals that have been checked. */
  public static Committed of(Curve curve, SortedMap<Integer, Deal> deals) {
    SortedMap<Integer, List<Point>> byDealer = new TreeMap<>();
    deals.forEach(
        (dealer, deal) -> {
          if (!deal.committed().isEmpty()) {
            byDealer.put(dealer, deal.points(curve));
          }
        });
    return new Committed(byDealer);
  }
}
