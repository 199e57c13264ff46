package org.tagma.persistence.tokens;

import java.util.Objects;

/**
 * What a keeper says that it uses a token for.
 *
 * @param token names the token; at most 64 characters
 * @param coordinator who does the operation, {@code keeper-2}
 * @param operationId the operation
 * @param proof that the coordinator has seen the token, for whoever sees it too; at most 64
 *     characters
 * @param expiresAt when the token is not taken any more, in epoch milliseconds
 */
public record TokenUse(
    String token, String coordinator, String operationId, String proof, long expiresAt) {
  public TokenUse {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(coordinator, "coordinator");
    Objects.requireNonNull(operationId, "operationId");
    Objects.requireNonNull(proof, "proof");
  }

  boolean isSameAs(TokenUse other) {
    return coordinator.equals(other.coordinator) && operationId.equals(other.operationId);
  }
}
