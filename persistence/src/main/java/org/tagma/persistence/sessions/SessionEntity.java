package org.tagma.persistence.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;

/** A session; its key is its id, which makes it open once. */
@Entity(name = "Session")
@Table(name = "protocol_session")
class SessionEntity {
  @Id
  @Column(name = "sid")
  String sid;

  @Enumerated(EnumType.STRING)
  @Column(name = "role")
  Role role;

  @Column(name = "coordinator")
  String coordinator;

  @Column(name = "operation_id")
  String operationId;

  @Column(name = "attempt")
  int attempt;

  @Column(name = "protocol")
  String protocol;

  @Column(name = "key_id")
  String keyId;

  @Column(name = "generation")
  Integer generation;

  @Column(name = "not_after")
  long notAfter;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  SessionState state;

  @Column(name = "preimage")
  byte[] preimage; // text in UTF-8, for the same reason as an outbox's body

  protected SessionEntity() {}

  SessionEntity(NewSession source) {
    sid = source.sid();
    role = source.role();
    coordinator = source.coordinator();
    operationId = source.operationId();
    attempt = source.attempt();
    protocol = source.protocol();
    keyId = source.keyId();
    generation = source.generation();
    notAfter = source.notAfter();
    state = SessionState.OPEN;
    preimage = source.preimage().getBytes(StandardCharsets.UTF_8);
  }

  StoredSession stored() {
    return new StoredSession(
        new NewSession(
            sid,
            role,
            coordinator,
            operationId,
            attempt,
            protocol,
            keyId,
            generation,
            notAfter,
            new String(preimage, StandardCharsets.UTF_8)),
        state);
  }
}
