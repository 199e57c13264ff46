package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this keeper takes operations: it has tested itself and warmed up, and no other process
 * works on its database.
 */
@ApplicationScoped
public class Readiness {
  private final InstantSource wall;
  private final LongSupplier elapsed;
  private volatile boolean tested;
  private volatile Moment soleUntil = new Moment(0, Long.MIN_VALUE);

  /**
   * A moment by two clocks: the one of the wall, which may be set, and one that only goes on, which
   * stands still while the machine is suspended.
   */
  record Moment(long wallMillis, long elapsedMillis) {
    Moment plus(long millis) {
      return new Moment(wallMillis + millis, elapsedMillis + millis);
    }

    boolean isAfter(Moment other) {
      return wallMillis > other.wallMillis && elapsedMillis > other.elapsedMillis;
    }
  }

  /** On the clocks of the machine. */
  public Readiness() {
    this(Clock.systemUTC(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  Readiness(InstantSource wall, LongSupplier elapsed) {
    this.wall = wall;
    this.elapsed = elapsed;
  }

  public boolean isReady() {
    return tested && isSole();
  }

  /**
   * Whether this process holds the lease on the database; without it, it answers nobody. A lease
   * that nobody renews ends by itself: a renewal that hangs leaves no two keepers at work.
   */
  public boolean isSole() {
    return soleUntil.isAfter(now());
  }

  /** This moment. */
  Moment now() {
    return new Moment(wall.millis(), elapsed.getAsLong());
  }

  void tested() {
    tested = true;
  }

  /** The lease is this process's until then, or until either clock says so. */
  void soleUntil(Moment end) {
    soleUntil = end;
  }

  /** Another process holds the lease, or nobody can tell. */
  void notSole() {
    soleUntil = new Moment(0, Long.MIN_VALUE);
  }
}
