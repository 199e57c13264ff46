package org.tagma.persistence.sessions;

/** Whether an attempt is within what the operation may do (spec/protocols.md 4.2). */
public enum Admission {
  ADMITTED,
  /** The coordinator used this operation id for another request. */
  ANOTHER_REQUEST,
  TOO_MANY_ATTEMPTS
}
