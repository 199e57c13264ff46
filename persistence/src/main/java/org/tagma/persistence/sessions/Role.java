package org.tagma.persistence.sessions;

/** What this keeper is in a session. */
public enum Role {
  COORDINATOR,
  PARTICIPANT
}
