package org.tagma.protocols.peer;

import org.tagma.threshold.verdict.CauseOfDeath;

/** No usable exchange with a peer took place; what the circuit breaker counts as a failure. */
public class PeerUnreachable extends Exception {
  private static final long serialVersionUID = 1L;
  private final CauseOfDeath causeOfDeath;

  /** A failure with its cause of death; it carries no stack trace, being an expected event. */
  public PeerUnreachable(CauseOfDeath causeOfDeath) {
    super(causeOfDeath.name(), null, false, false);
    this.causeOfDeath = causeOfDeath;
  }

  public CauseOfDeath causeOfDeath() {
    return causeOfDeath;
  }

  /**
   * The connection broke before the first byte of an answer. A kept-alive connection that the peer
   * closes while we write on it looks exactly like this, so it is worth one more try: every
   * exchange is repeatable.
   */
  public static class ConnectionLost extends PeerUnreachable {
    private static final long serialVersionUID = 1L;

    public ConnectionLost() {
      super(CauseOfDeath.DISCONNECTED);
    }
  }
}
