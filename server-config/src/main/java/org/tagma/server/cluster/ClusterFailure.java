package org.tagma.server.cluster;

/** The local cluster can't do what was asked; the message is one clear line for whoever asked. */
public final class ClusterFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public ClusterFailure(String message) {
    super(message);
  }

  public ClusterFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
