package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.InstantSource;

/**
 * Whether this keeper takes operations: it has tested itself and warmed up, and no other process
 * works on its database.
 */
@ApplicationScoped
public class Readiness {
  private final InstantSource clock;
  private volatile boolean tested;
  private volatile long soleUntil;

  /** On the clock of the machine. */
  public Readiness() {
    this(Clock.systemUTC());
  }

  Readiness(InstantSource clock) {
    this.clock = clock;
  }

  public boolean isReady() {
    return tested && isSole();
  }

  /**
   * Whether this process holds the lease on the database; without it, it answers nobody. A lease
   * that nobody renews ends by itself: a renewal that hangs leaves no two keepers at work.
   */
  public boolean isSole() {
    return clock.millis() < soleUntil;
  }

  void tested() {
    tested = true;
  }

  /** The lease is this process's until then, epoch milliseconds. */
  void soleUntil(long end) {
    soleUntil = end;
  }

  /** Another process holds the lease, or nobody can tell. */
  void notSole() {
    soleUntil = 0;
  }
}
