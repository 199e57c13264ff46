package org.tagma.persistence.idempotency;

import java.util.Objects;

/**
 * A request that wants to be done once.
 *
 * @param scope names the caller, the resource and the caller's key; at most 64 characters
 * @param requestDigest of the body; another body under the same scope is another request
 * @param process the process that works on it: what another process left unfinished is taken over
 * @param forgetAfter epoch milliseconds
 */
public record Claim(String scope, String requestDigest, String process, long forgetAfter) {
  public Claim {
    Objects.requireNonNull(scope);
    Objects.requireNonNull(requestDigest);
    Objects.requireNonNull(process);
  }
}
