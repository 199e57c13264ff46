package org.tagma.protocols.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RejectionCountsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 7); // it may wrap around
  private final RejectionCounts counts = new RejectionCounts(clock::get);

  @Test
  void theFirstIsRecordedAtOnceAndLaterOnesTogetherAfterAMinute() {
    assertEquals(OptionalLong.of(1), counts.rejected("keeper-2"));
    assertEquals(OptionalLong.empty(), counts.rejected("keeper-2"));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertEquals(OptionalLong.empty(), counts.rejected("keeper-2"));
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertEquals(OptionalLong.of(3), counts.rejected("keeper-2"));
    assertEquals(OptionalLong.empty(), counts.rejected("keeper-2"));
  }

  @Test
  void eachSubjectHasItsOwn() {
    assertEquals(OptionalLong.of(1), counts.rejected("keeper-2"));
    assertEquals(OptionalLong.of(1), counts.rejected("keeper-3"));
  }
}
