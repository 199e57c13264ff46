package org.tagma.persistence;

import jakarta.ejb.ApplicationException;

/**
 * The database did not take or give what was asked: it is closed, full, unreachable, or another
 * process holds it. Nothing was promised; what a caller wanted durable must be treated as not done.
 * The message is one line and holds no data.
 */
@ApplicationException(rollback = false)
public class StorageUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailable(String reason) {
    super("storage is not available: " + reason);
  }

  public StorageUnavailable(Throwable cause) {
    super("storage is not available: " + firstLine(rootOf(cause)), cause);
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable root) {
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
