package org.tagma.persistence.identity;

import java.util.Objects;

/**
 * A public identity key of a keeper. Keys are kept for good: auditors need the old ones.
 *
 * @param keeper keeper-N
 * @param thumbprint RFC 7638, base64url
 * @param jwk the public key, JSON
 * @param statement what the key before it signed about it, or null for a founding key
 * @param since epoch milliseconds
 */
public record IdentityKey(
    String keeper, String thumbprint, String jwk, String statement, long since) {
  public IdentityKey {
    Objects.requireNonNull(keeper);
    Objects.requireNonNull(thumbprint);
    Objects.requireNonNull(jwk);
  }
}
