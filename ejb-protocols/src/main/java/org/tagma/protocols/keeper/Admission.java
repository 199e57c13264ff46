package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the client operations in flight. Those beyond wait in a fair queue of bounded length; what
 * finds the queue full, or waits too long in it, is refused: OVERLOADED (429) with {@link
 * #RETRY_AFTER_SECONDS}. Without this bound healthy keepers time each other out under load.
 */
@ApplicationScoped
public class Admission {
  /** When a refused client may come again. */
  public static final int RETRY_AFTER_SECONDS = 1;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** The right to run one operation; to be closed at its end. */
  public final class Permit implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    private Permit() {}

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        free.release();
      }
    }
  }

  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int queue;
  private final Duration longestWait;

  /** For the container's proxy only. */
  protected Admission() {
    this(0, 0, LONGEST_WAIT);
  }

  @Inject
  public Admission(KeeperConfiguration configuration) {
    this(configuration.operationsInFlight(), configuration.operationsQueued(), LONGEST_WAIT);
  }

  Admission(int inFlight, int queue, Duration longestWait) {
    this.free = new Semaphore(inFlight, true);
    this.queue = queue;
    this.longestWait = longestWait;
  }

  /** Waits for a turn; empty means OVERLOADED. */
  public Optional<Permit> enter() {
    if (!free.hasQueuedThreads() && free.tryAcquire()) {
      return Optional.of(new Permit());
    }
    if (waiting.incrementAndGet() > queue) {
      waiting.decrementAndGet();
      return Optional.empty();
    }
    try {
      boolean mine = free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
      return mine ? Optional.of(new Permit()) : Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** How many operations wait, for the metrics; an estimate while others come and go. */
  public int waiting() {
    return free.getQueueLength();
  }
}
