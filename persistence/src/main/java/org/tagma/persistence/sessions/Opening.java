package org.tagma.persistence.sessions;

/** What became of a session to open. */
public enum Opening {
  OPENED,
  /** Its sid was used here before. */
  KNOWN,
  /** The coordinator used this operation id for another request: nothing is stored. */
  ANOTHER_REQUEST,
  /** The attempt is beyond its limit: nothing is stored. */
  TOO_MANY_ATTEMPTS
}
