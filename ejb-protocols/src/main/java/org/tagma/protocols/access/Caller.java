package org.tagma.protocols.access;

import java.util.Optional;

/**
 * An authenticated caller.
 *
 * @param subject the name that the audit records
 * @param binding the one request that the caller's token is for; empty for any
 */
public record Caller(String subject, Permissions permissions, Optional<TokenBinding> binding) {
  /** A caller whose token is for any request. */
  public Caller(String subject, Permissions permissions) {
    this(subject, permissions, Optional.empty());
  }

  public boolean may(String permission) {
    return permissions.allow(permission);
  }
}
