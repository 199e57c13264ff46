package org.tagma.persistence.sessions;

/** Where a session is in its life; it only ever moves forward. */
public enum SessionState {
  OPEN,
  /** Committed before a last share or a blame opening leaves: nothing secret is used again. */
  CONSUMED,
  CLOSED
}
