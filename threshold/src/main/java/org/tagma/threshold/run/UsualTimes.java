package org.tagma.threshold.run;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each keeper usually takes for each round, and so, when it is late: the moving average of
 * its answers, times a factor, and no less than a floor that keeps noise out. Thread-safe.
 */
public final class UsualTimes {
  /** What the latest answer weighs in the average. */
  private static final double WEIGHT = 1.0 / 8;

  private final int factor;
  private final long floorMillis;
  private final Map<Place, Double> usual = new ConcurrentHashMap<>();

  /** Where a round is answered. */
  private record Place(int keeper, String protocol, int round) {}

  /**
   * Nothing is known yet.
   *
   * @param factor a keeper is late after so many times its usual answer
   * @param floorMillis but not before
   */
  public UsualTimes(int factor, long floorMillis) {
    this.factor = factor;
    this.floorMillis = floorMillis;
  }

  /** A keeper has answered a round after so many milliseconds. */
  public void answered(int keeper, String protocol, int round, double millis) {
    usual.merge(
        new Place(keeper, protocol, round),
        millis,
        (before, latest) -> before + WEIGHT * (latest - before));
  }

  /** After how many milliseconds it is late; empty while it has never answered such a round. */
  public OptionalLong lateAfter(int keeper, String protocol, int round) {
    Double average = usual.get(new Place(keeper, protocol, round));
    return average == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(floorMillis, Math.round(factor * average)));
  }
}
