package org.tagma.persistence.sessions;

/** A session as it is stored. */
public record StoredSession(NewSession session, SessionState state) {
  public String sid() {
    return session.sid();
  }
}
