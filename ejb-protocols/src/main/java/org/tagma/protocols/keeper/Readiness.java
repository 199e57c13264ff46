package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this keeper takes operations: it has tested itself and warmed up, no other process works
 * on its database, and the database is not an old one.
 */
@ApplicationScoped
public class Readiness {
  private final InstantSource wall;
  private final LongSupplier elapsed;
  private volatile boolean tested;
  private volatile boolean outdated;
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
    return tested && objection().isEmpty();
  }

  /** Why this keeper must use its database for nobody; empty when it may. */
  public Optional<String> objection() {
    if (!isSole()) {
      return Optional.of("another process works on the database of this keeper");
    }
    return isCurrent()
        ? Optional.empty()
        : Optional.of(
            "the database of this keeper is older than what it has signed: put the newer one back");
  }

  /** Whether the database has every record that this keeper has signed for, as far as it knows. */
  public boolean isCurrent() {
    return !outdated;
  }

  /** The database lacks a record, for as long as this process lives; true the first time. */
  public synchronized boolean outdated() {
    boolean news = !outdated;
    outdated = true;
    return news;
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
