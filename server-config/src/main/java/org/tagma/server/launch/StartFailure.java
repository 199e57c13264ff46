package org.tagma.server.launch;

/**
 * A keeper can't start for a reason that whoever starts it can put right; the message is one clear
 * line.
 */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
