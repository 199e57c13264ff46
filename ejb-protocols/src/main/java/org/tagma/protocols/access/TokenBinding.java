package org.tagma.protocols.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;

/**
 * What makes a token good for one request, and once: its claims {@code req} and {@code jti} (DESIGN
 * section 1, promise 6).
 *
 * @param token names the token, 43 characters: a digest of its issuer and of {@code jti}, which is
 *     the issuer's to keep unique (RFC 7519 section 4.1.7)
 * @param request the {@link #digest} of the one request
 * @param expiresAt epoch milliseconds
 */
public record TokenBinding(String token, Bytes request, long expiresAt) {
  /** Whether the token is for this {op, request}. */
  public boolean fits(ObjectNode sessionRequest) {
    try {
      return digest(sessionRequest).equals(request);
    } catch (DecodingException e) {
      return false; // what has no canonical form has no digest that a token could name
    }
  }

  /**
   * SHA-256 of the JCS form of {op, request} as its client asked for it. Every keeper sees that: it
   * is the request of a session, without what a coordinator adds to it.
   */
  public static Bytes digest(ObjectNode sessionRequest) throws DecodingException {
    return Session.digest(asked(sessionRequest));
  }

  private static ObjectNode asked(ObjectNode sessionRequest) {
    return sessionRequest.path("op").asText("").equals(RepairRequest.OP)
        ? RepairRequest.asked(sessionRequest.path("request").path("keyId").asText(""))
        : sessionRequest;
  }
}
