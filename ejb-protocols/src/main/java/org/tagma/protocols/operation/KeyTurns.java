package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One operation of this coordinator for each key at a time, where the protocol allows no more:
 * others wait in a fair queue of bounded length, and take no turn of those that could run. Between
 * coordinators it is for the keepers' slots to decide.
 */
@ApplicationScoped
public class KeyTurns {
  /** How many wait, for all keys together. */
  static final int LONGEST_QUEUE = 64;

  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Those that have the turn of one key, or wait for it. */
  private static final class Line {
    private final Semaphore turn = new Semaphore(1, true);
    private int members; // guarded by the map
  }

  /** The right to run one operation with the key; to be closed at its end. */
  public final class Turn implements AutoCloseable {
    private final String keyId;
    private final Line line;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Turn(String keyId, Line line) {
      this.keyId = keyId;
      this.line = line;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        line.turn.release();
        leave(keyId);
      }
    }
  }

  /** Waits for the turn; empty when too many wait already, or it does not come in time. */
  public Optional<Turn> enter(String keyId, Duration longestWait) {
    if (waiting.incrementAndGet() > LONGEST_QUEUE) {
      waiting.decrementAndGet();
      return Optional.empty();
    }
    Line line = join(keyId);
    boolean mine = false;
    try {
      mine = line.turn.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
      return mine ? Optional.of(new Turn(keyId, line)) : Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      waiting.decrementAndGet();
      if (!mine) {
        leave(keyId);
      }
    }
  }

  /** How many wait; an estimate while others come and go. */
  int waiting() {
    return waiting.get();
  }

  private Line join(String keyId) {
    return lines.compute(
        keyId,
        (k, known) -> {
          Line line = known == null ? new Line() : known;
          line.members++;
          return line;
        });
  }

  private void leave(String keyId) {
    lines.computeIfPresent(keyId, (k, line) -> --line.members == 0 ? null : line);
  }
}
