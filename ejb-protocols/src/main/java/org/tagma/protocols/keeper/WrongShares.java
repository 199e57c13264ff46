package org.tagma.protocols.keeper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the wrong unseal shares since the start, and bounds how many are looked at in a minute.
 * Guarded by its {@link Seal}.
 */
final class WrongShares {
  /** How many are taken within {@link #WINDOW}. */
  static final int MOST = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Deque<Instant> latest = new ArrayDeque<>();
  private long count;

  WrongShares(InstantSource clock) {
    this.clock = clock;
  }

  /** How many there were. */
  long count() {
    return count;
  }

  void add(int shares) {
    count += shares;
    for (int i = 0; i < Math.min(shares, MOST); i++) {
      latest.addLast(clock.instant());
    }
    while (latest.size() > MOST) {
      latest.removeFirst();
    }
  }

  /** How long nobody may try another share; zero when anybody may. */
  Duration pause() {
    if (latest.size() < MOST) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), latest.getFirst().plus(WINDOW));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
