package org.tagma.protocols.access;

import java.util.Objects;

/**
 * Somebody who has authenticated.
 *
 * @param subject the name in the token
 * @param permissions what the token allows
 */
public record Caller(String subject, Permissions permissions) {

  public Caller {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(permissions, "permissions");
  }
}
