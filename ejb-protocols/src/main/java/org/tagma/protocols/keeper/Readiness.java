package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether this keeper takes operations: it has tested itself and warmed up, and no other process
 * works on its database.
 */
@ApplicationScoped
public class Readiness {
  private volatile boolean tested;
  private volatile boolean sole;

  public boolean isReady() {
    return tested && sole;
  }

  /** Whether this process holds the lease on the database; without it, it answers nobody. */
  public boolean isSole() {
    return sole;
  }

  void tested() {
    tested = true;
  }

  void sole(boolean holdsTheLease) {
    sole = holdsTheLease;
  }
}
