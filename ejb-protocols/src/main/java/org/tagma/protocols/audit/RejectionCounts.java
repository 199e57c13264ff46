package org.tagma.protocols.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which rejections are worth a record: the first of a subject at once, then one a minute that
 * stands for all since, so that nobody fills the trail with them. Subjects are kept for good: there
 * must not be many.
 */
@ApplicationScoped
public class RejectionCounts {
  private static final long BETWEEN_RECORDS = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  private static final class Count {
    private long unrecorded;
    private long recordedAt;

    Count(long now) {
      recordedAt = now - BETWEEN_RECORDS;
    }

    synchronized OptionalLong rejected(long now) {
      unrecorded++;
      if (now - recordedAt < BETWEEN_RECORDS) {
        return OptionalLong.empty();
      }
      long count = unrecorded;
      unrecorded = 0;
      recordedAt = now;
      return OptionalLong.of(count);
    }
  }

  public RejectionCounts() {
    this(System::nanoTime);
  }

  RejectionCounts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Counts a rejection.
   *
   * @return for how many rejections a record is due now, this one included; empty if none is
   */
  public OptionalLong rejected(String subject) {
    long now = nanoTime.getAsLong();
    return counts.computeIfAbsent(subject, s -> new Count(now)).rejected(now);
  }
}
