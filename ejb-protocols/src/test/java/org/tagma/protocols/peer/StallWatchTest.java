package org.tagma.protocols.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallWatchTest {
  private static final long LATEST = StallWatch.TICK + StallWatch.TOLERANCE;

  private final AtomicLong clock = new AtomicLong(1_000);
  private final StallWatch watch = new StallWatch(clock::get);

  private void tickAfter(long nanos) {
    clock.addAndGet(nanos);
    watch.tick();
  }

  @Test
  void noticesNoStallWhileTheTicksComeInTime() {
    long start = clock.get();
    tickAfter(StallWatch.TICK);
    tickAfter(LATEST);
    assertFalse(watch.stalledSince(start));
  }

  @Test
  void noticesAStallThatIsOver() {
    long start = clock.get();
    tickAfter(LATEST + 1);
    tickAfter(StallWatch.TICK);
    assertTrue(watch.stalledSince(start));
  }

  @Test
  void noticesAStallThatGoesOn() {
    long start = clock.get();
    clock.addAndGet(LATEST + 1);
    assertTrue(watch.stalledSince(start));
  }

  @Test
  void forgetsAStallThatEndedBeforeTheStart() {
    tickAfter(LATEST + 1);
    clock.addAndGet(1);
    assertFalse(watch.stalledSince(clock.get()));
  }
}
