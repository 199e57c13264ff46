package org.tagma.persistence.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A token that was used. */
@Entity(name = "TokenUse")
@Table(name = "token_use")
class TokenUseEntity {
  @Id
  @Column(name = "token")
  String token;

  @Column(name = "coordinator")
  String coordinator;

  @Column(name = "operation_id")
  String operationId;

  @Column(name = "expires_at")
  long expiresAt;

  protected TokenUseEntity() {}

  TokenUseEntity(TokenUse use) {
    token = use.token();
    coordinator = use.coordinator();
    operationId = use.operationId();
    expiresAt = use.expiresAt();
  }

  boolean isFor(TokenUse use) {
    return coordinator.equals(use.coordinator()) && operationId.equals(use.operationId());
  }
}
