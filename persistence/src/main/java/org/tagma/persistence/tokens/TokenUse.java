package org.tagma.persistence.tokens;

import java.util.Objects;

/**
 * What a token is used for.
 *
 * @param token names the token; at most 64 characters
 * @param coordinator who does the operation, {@code keeper-2}
 * @param operationId the operation
 * @param expiresAt when the token is not taken any more, in epoch milliseconds
 */
public record TokenUse(String token, String coordinator, String operationId, long expiresAt) {
  public TokenUse {
    Objects.requireNonNull(token);
    Objects.requireNonNull(coordinator);
    Objects.requireNonNull(operationId);
  }
}
