package org.tagma.web.arrival;

import java.util.OptionalInt;

/**
 * Which paths which listener serves: peers have a listener of their own, and neither listener
 * serves the other's paths.
 *
 * @param clientPort the local port of the client listener; any port but the peers' when empty
 * @param peerPort the local port of the peer listener; when empty the peer paths are served nowhere
 */
record Listeners(OptionalInt clientPort, OptionalInt peerPort) {
  private static final String PEER_PATHS = "/peer/";

  /** Whether a request for this path may come in by this local port. */
  boolean serves(int localPort, String path) {
    boolean peerListener = peerPort.isPresent() && peerPort.getAsInt() == localPort;
    if (path.startsWith(PEER_PATHS)) {
      return peerListener;
    }
    return !peerListener && (clientPort.isEmpty() || clientPort.getAsInt() == localPort);
  }
}
