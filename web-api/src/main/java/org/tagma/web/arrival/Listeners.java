package org.tagma.web.arrival;

/**
 * Which paths which listener serves: peers have a listener of their own, and neither listener
 * serves the other's paths.
 *
 * @param clientPort the local port of the client listener
 * @param peerPort the local port of the peer listener
 */
record Listeners(int clientPort, int peerPort) {
  private static final String PEER_PATHS = "/peer/";

  /** Whether a request for this path may come in by this local port. */
  boolean serves(int localPort, String path) {
    return localPort == (path.startsWith(PEER_PATHS) ? peerPort : clientPort);
  }
}
