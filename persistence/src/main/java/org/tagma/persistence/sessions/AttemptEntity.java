package org.tagma.persistence.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** What a coordinator asked for under one operation id, and how often. */
@Entity(name = "Attempt")
@Table(name = "operation_attempt")
class AttemptEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "operation_attempt_seq")
  @SequenceGenerator(name = "operation_attempt_seq", sequenceName = "operation_attempt_seq")
  @Column(name = "id")
  long id;

  @Column(name = "coordinator")
  String coordinator;

  @Column(name = "operation_id")
  String operationId;

  @Column(name = "request_digest")
  String requestDigest;

  @Column(name = "highest_attempt")
  int highestAttempt;

  @Column(name = "not_after")
  long notAfter;

  protected AttemptEntity() {}

  AttemptEntity(AttemptClaim claim) {
    coordinator = claim.coordinator();
    operationId = claim.operationId();
    requestDigest = claim.requestDigest();
    highestAttempt = claim.attempt();
    notAfter = claim.notAfter();
  }
}
