package org.tagma.protocols.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * What makes a token good for one request, and once: its claims {@code req} and {@code jti} (DESIGN
 * section 1, promise 6).
 *
 * @param token names the token, 43 characters: a digest of its issuer and of {@code jti}, which is
 *     the issuer's to keep unique (RFC 7519 section 4.1.7)
 * @param content a digest of what the issuer signed, which nobody knows who has not seen the token
 * @param request the {@link #digest} of the one request
 * @param expiresAt epoch milliseconds
 */
public record TokenBinding(String token, Bytes content, Bytes request, long expiresAt) {
  /** How long a token for one request is good at most, from any moment at which it is shown. */
  public static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** Whether the token is for this {op, request}. */
  public boolean fits(ObjectNode sessionRequest) {
    try {
      return digest(sessionRequest).equals(request);
    } catch (DecodingException e) {
      return false; // what has no canonical form has no digest that a token could name
    }
  }

  /**
   * What a keeper shows that has seen the token and uses it: of no use to others, who coordinate
   * nothing under its name.
   *
   * @param coordinator {@code keeper-2}
   */
  public Bytes proof(String coordinator, String operationId) {
    return Tlv.of().text("token-use").bytes(content).text(coordinator).text(operationId).sha256();
  }

  /**
   * SHA-256 of the JCS form of {op, request} as its client asked for it. Every keeper sees that: it
   * is the request of a session, without what a coordinator adds to it.
   */
  public static Bytes digest(ObjectNode sessionRequest) throws DecodingException {
    return Session.digest(asked(sessionRequest));
  }

  private static ObjectNode asked(ObjectNode sessionRequest) throws DecodingException {
    return switch (sessionRequest.path("op").asText("")) {
      case RepairRequest.OP ->
          RepairRequest.asked(sessionRequest.path("request").path("keyId").asText(""));
      case ImportRequest.OP -> ImportRequest.asked(sessionRequest);
      default -> sessionRequest;
    };
  }

  @Override
  public String toString() {
    return "TokenBinding[" + token + "]";
  }
}
