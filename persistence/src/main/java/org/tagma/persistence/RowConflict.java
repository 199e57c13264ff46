package org.tagma.persistence;

import jakarta.ejb.ApplicationException;

/** A constraint of the schema refused the row, say because another one has its unique columns. */
@ApplicationException(rollback = false)
public final class RowConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RowConflict(Throwable cause) {
    super("a constraint of the schema refused the row", cause);
  }
}
