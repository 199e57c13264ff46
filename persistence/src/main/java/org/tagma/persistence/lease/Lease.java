package org.tagma.persistence.lease;

/**
 * Who may use the database.
 *
 * @param holder names the process, or null when nobody ever did
 * @param until epoch milliseconds by the clock of the database
 */
public record Lease(String holder, long until) {}
