package org.tagma.threshold.run;

import java.util.HashMap;
import java.util.Map;

/**
 * How many sessions each other keeper may open here: so many at once, and so many each second after
 * that. A coordinator that opens without end burns nonces, rows and memory of its participants
 * (spec/protocols.md 4.5); the bound is far above what a keeper coordinates when it is honest.
 * Thread-safe.
 */
final class OpeningRate {
  /** At once. */
  static final int BURST = 1_000;

  /** Each second, on and on. */
  static final int PER_SECOND = 500;

  private static final long MILLIS = 1_000;

  private final Map<Integer, Bucket> buckets = new HashMap<>();

  /** What a coordinator has left at a time, in thousandths of an opening. */
  private record Bucket(long left, long at) {
    Bucket refilled(long now) {
      long passed = Math.max(0, now - at);
      return new Bucket(Math.min(BURST * MILLIS, left + passed * PER_SECOND), Math.max(now, at));
    }
  }

  /**
   * Takes one opening of {@code coordinator}.
   *
   * @param now epoch milliseconds
   * @return 0, or in how many milliseconds there will be one to take
   */
  synchronized long take(int coordinator, long now) {
    Bucket bucket =
        buckets.getOrDefault(coordinator, new Bucket(BURST * MILLIS, now)).refilled(now);
    boolean enough = bucket.left() >= MILLIS;
    buckets.put(coordinator, enough ? new Bucket(bucket.left() - MILLIS, bucket.at()) : bucket);
    return enough ? 0 : 1 + (MILLIS - bucket.left()) / PER_SECOND;
  }
}
