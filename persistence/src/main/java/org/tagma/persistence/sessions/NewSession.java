package org.tagma.persistence.sessions;

import java.util.Objects;

/**
 * A session to open.
 *
 * @param sid the session's id
 * @param role what this keeper is in it
 * @param coordinator keeper-N
 * @param operationId the operation it belongs to
 * @param attempt from 1
 * @param protocol the protocol's name
 * @param keyId the key, or null
 * @param generation the key's generation, or null
 * @param notAfter epoch milliseconds
 * @param preimage what the sid is the hash of, JSON
 */
public record NewSession(
    String sid,
    Role role,
    String coordinator,
    String operationId,
    int attempt,
    String protocol,
    String keyId,
    Integer generation,
    long notAfter,
    String preimage) {

  public NewSession {
    Objects.requireNonNull(sid);
    Objects.requireNonNull(role);
    Objects.requireNonNull(coordinator);
    Objects.requireNonNull(operationId);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(preimage);
  }
}
