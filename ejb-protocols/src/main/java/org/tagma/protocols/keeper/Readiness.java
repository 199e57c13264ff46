package org.tagma.protocols.keeper;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether this keeper has tested itself and warmed up: before that it takes no client's operation.
 */
@ApplicationScoped
public class Readiness {
  private volatile boolean ready;

  public boolean isReady() {
    return ready;
  }

  void reached() {
    ready = true;
  }
}
