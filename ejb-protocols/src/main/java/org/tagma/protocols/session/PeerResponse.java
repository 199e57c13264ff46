package org.tagma.protocols.session;

import java.util.Objects;

/**
 * What a keeper answers to a peer.
 *
 * @param status the HTTP status
 * @param json the body, or null when there is none (204)
 */
public record PeerResponse(int status, String json) {

  public PeerResponse {
    if (status != 204) {
      Objects.requireNonNull(json, "json");
    }
  }

  /** The answer without a body. */
  public static PeerResponse noContent() {
    return new PeerResponse(204, null);
  }

  /** The answer 200 with a body. */
  public static PeerResponse ok(String json) {
    return new PeerResponse(200, json);
  }
}
