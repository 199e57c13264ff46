package org.tagma.protocols.peer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Notices when this keeper itself stalls (no processor, garbage collection, a suspended machine): a
 * thread that does nothing but tick on the monotonic clock. A peer's deadline missed across a stall
 * says nothing about the peer (DESIGN section 2).
 */
@ApplicationScoped
public class StallWatch {
  static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);
  static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(200);

  @Resource ManagedThreadFactory threads;

  private final LongSupplier clock;
  private volatile long lastTick;
  private volatile long lastStall;
  private Thread ticker;

  /** Watches the clock of the machine. */
  public StallWatch() {
    this(System::nanoTime);
  }

  StallWatch(LongSupplier clock) {
    this.clock = clock;
    lastTick = clock.getAsLong();
    lastStall = lastTick - TOLERANCE;
  }

  @PostConstruct
  void start() {
    lastTick = clock.getAsLong();
    ticker = threads.newThread(this::run);
    ticker.setDaemon(true);
    ticker.start();
  }

  @PreDestroy
  void stop() {
    ticker.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TICK);
      tick();
    }
  }

  /** One tick; a late one marks a stall that ends now. */
  void tick() {
    long now = clock.getAsLong();
    if (late(now)) {
      lastStall = now;
    }
    lastTick = now;
  }

  /**
   * Whether the timer of this keeper was more than 200 ms late at any time since {@code start}.
   *
   * @param start on the clock of {@link System#nanoTime()}
   */
  public boolean stalledSince(long start) {
    return lastStall - start >= 0 || late(clock.getAsLong());
  }

  private boolean late(long now) {
    return now - lastTick > TICK + TOLERANCE;
  }
}
