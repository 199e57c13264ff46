package org.tagma.server.cli;

/** The command line is not one that the script knows. */
final class UsageFailure extends Exception {
  private static final long serialVersionUID = 1L;

  UsageFailure(String message) {
    super(message);
  }
}
