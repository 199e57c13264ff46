package org.tagma.protocols.access;

/**
 * An authenticated caller.
 *
 * @param subject the name that the audit records
 */
public record Caller(String subject, Permissions permissions) {
  public boolean may(String permission) {
    return permissions.allow(permission);
  }
}
