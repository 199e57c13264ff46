package org.tagma.persistence.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** What a keeper says that it uses a token for. */
@Entity(name = "TokenUse")
@Table(name = "token_use")
class TokenUseEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "token_use_seq")
  @SequenceGenerator(name = "token_use_seq", sequenceName = "token_use_seq")
  @Column(name = "id")
  long id;

  @Column(name = "token")
  String token;

  @Column(name = "coordinator")
  String coordinator;

  @Column(name = "operation_id")
  String operationId;

  @Column(name = "proof")
  String proof;

  @Column(name = "seen")
  boolean seen;

  @Column(name = "expires_at")
  long expiresAt;

  protected TokenUseEntity() {}

  TokenUseEntity(TokenUse use, boolean seen) {
    token = use.token();
    coordinator = use.coordinator();
    operationId = use.operationId();
    proof = use.proof();
    expiresAt = use.expiresAt();
    this.seen = seen;
  }

  TokenUse use() {
    return new TokenUse(token, coordinator, operationId, proof, expiresAt);
  }
}
