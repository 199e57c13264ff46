package org.tagma.tests.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what has to come true within a bound, by asking again and again. */
public final class Eventually {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private Eventually() {}

  /**
   * The first value that fits.
   *
   * @throws AssertionError with the last value when none fits within the bound
   */
  public static <T> T value(Duration bound, Supplier<T> asked, Predicate<T> fits) {
    T last = last(bound, asked, fits);
    if (!fits.test(last)) {
      throw new AssertionError("after " + bound.toSeconds() + " s still: " + last);
    }
    return last;
  }

  /** The first value that fits; empty when none does within the bound. */
  public static <T> Optional<T> within(Duration bound, Supplier<T> asked, Predicate<T> fits) {
    return Optional.of(last(bound, asked, fits)).filter(fits);
  }

  private static <T> T last(Duration bound, Supplier<T> asked, Predicate<T> fits) {
    long deadline = System.nanoTime() + bound.toNanos();
    T value = asked.get();
    while (!fits.test(value) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE);
      value = asked.get();
    }
    return value;
  }
}
