package org.tagma.protocols.peer;

import java.net.URI;

/**
 * One POST to a peer.
 *
 * @param address the whole address
 * @param json the body
 * @param startedAt when the caller asked, on the monotonic clock, nanoseconds
 * @param deadlineAt when the whole exchange, retries included, ends; same clock
 */
public record PeerCall(URI address, byte[] json, long startedAt, long deadlineAt) {
  @Override
  public String toString() {
    return "PeerCall[" + address + ", " + json.length + " bytes]";
  }
}
