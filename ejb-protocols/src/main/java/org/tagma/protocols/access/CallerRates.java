package org.tagma.protocols.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Bounds how often each caller comes, by the virtual scheduling of the generic cell rate algorithm
 * (ITU-T I.371): of a caller only the time is kept at which it would be back within its rate.
 */
@ApplicationScoped
public class CallerRates {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long BETWEEN_RECORDS = Duration.ofMinutes(1).toNanos();
  private static final int MANY = 10_000;

  private final Map<String, Use> callers = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private final long each; // nanoseconds; 0 for any number of requests
  private final long ahead;

  /** What one caller makes of its rate. */
  private final class Use {
    private long due;
    private long refused;
    private OptionalLong recordedAt = OptionalLong.empty();

    private Use(long now) {
      due = now;
    }

    synchronized OptionalInt request(long now) {
      long early = due - now;
      if (early > ahead) {
        refused++;
        return OptionalInt.of((int) ((early - ahead + SECOND - 1) / SECOND));
      }
      due = Math.max(early, 0) + now + each;
      return OptionalInt.empty();
    }

    synchronized OptionalLong toRecord(long now) {
      if (refused == 0 || recordedLately(now)) {
        return OptionalLong.empty();
      }
      long count = refused;
      refused = 0;
      recordedAt = OptionalLong.of(now);
      return OptionalLong.of(count);
    }

    synchronized boolean isForgettable(long now) {
      return due - now <= 0 && !recordedLately(now);
    }

    private boolean recordedLately(long now) {
      return recordedAt.isPresent() && now - recordedAt.getAsLong() < BETWEEN_RECORDS;
    }
  }

  /** For the container's proxy only. */
  protected CallerRates() {
    nanoTime = System::nanoTime;
    each = 0;
    ahead = 0;
  }

  @Inject
  public CallerRates(CallerLimits limits) {
    this(limits.requestsPerSecond(), limits.requestsAtOnce(), System::nanoTime);
  }

  CallerRates(int requestsPerSecond, int requestsAtOnce, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.each = requestsPerSecond == 0 ? 0 : SECOND / requestsPerSecond;
    this.ahead = (requestsAtOnce - 1) * each;
  }

  /**
   * Counts a request, unless it is one too many.
   *
   * @return empty for a request that may pass, else after how many seconds one will
   */
  public OptionalInt refuse(String subject) {
    if (each == 0) {
      return OptionalInt.empty();
    }
    long now = nanoTime.getAsLong();
    if (callers.size() >= MANY) {
      callers.values().removeIf(use -> use.isForgettable(now));
    }
    return callers.computeIfAbsent(subject, s -> new Use(now)).request(now);
  }

  /**
   * How many refusals of a caller a record has to tell of now: the first at once, later ones a
   * minute after the record before, so that nobody fills the trail with them.
   */
  public OptionalLong toRecord(String subject) {
    Use use = callers.get(subject);
    return use == null ? OptionalLong.empty() : use.toRecord(nanoTime.getAsLong());
  }

  /** How many callers are kept, for tests. */
  int known() {
    return callers.size();
  }
}
