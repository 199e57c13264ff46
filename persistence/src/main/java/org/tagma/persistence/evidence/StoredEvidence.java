package org.tagma.persistence.evidence;

import java.util.Objects;

/**
 * A bundle of evidence.
 *
 * @param id names the bundle
 * @param rule PROTOCOL.CHECK
 * @param accused keeper-N
 * @param accuser keeper-N
 * @param sid the session, or null
 * @param bundle the evidence itself, JSON, self-contained
 * @param createdAt epoch milliseconds
 */
public record StoredEvidence(
    String id,
    String rule,
    String accused,
    String accuser,
    String sid,
    String bundle,
    long createdAt) {

  public StoredEvidence {
    Objects.requireNonNull(id);
    Objects.requireNonNull(rule);
    Objects.requireNonNull(accused);
    Objects.requireNonNull(accuser);
    Objects.requireNonNull(bundle);
  }
}
