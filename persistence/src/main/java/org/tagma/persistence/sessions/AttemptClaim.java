package org.tagma.persistence.sessions;

import java.util.Objects;

/**
 * A coordinator's claim to make an attempt at an operation.
 *
 * @param coordinator keeper-N
 * @param operationId the operation
 * @param requestDigest the digest of its request, which stays the same in all attempts
 * @param attempt from 1
 * @param limit the highest attempt allowed
 * @param notAfter epoch milliseconds until which the claim must be remembered
 */
public record AttemptClaim(
    String coordinator,
    String operationId,
    String requestDigest,
    int attempt,
    int limit,
    long notAfter) {

  public AttemptClaim {
    Objects.requireNonNull(coordinator);
    Objects.requireNonNull(operationId);
    Objects.requireNonNull(requestDigest);
  }
}
