package org.tagma.persistence.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;

/** A request under an Idempotency-Key; without a status it is being done. */
@Entity(name = "IdempotentRequest")
@Table(name = "idempotent_request")
class IdempotencyEntity {
  @Id
  @Column(name = "scope")
  String scope;

  @Column(name = "request_digest")
  String requestDigest;

  @Column(name = "process")
  String process;

  @Column(name = "forget_after")
  long forgetAfter;

  @Column(name = "status")
  Integer status;

  @Column(name = "media_type")
  String mediaType;

  @Column(name = "body")
  byte[] body;

  protected IdempotencyEntity() {}

  IdempotencyEntity(Claim claim) {
    scope = claim.scope();
    requestDigest = claim.requestDigest();
    process = claim.process();
    forgetAfter = claim.forgetAfter();
  }

  Standing standing(Claim claim) {
    if (!requestDigest.equals(claim.requestDigest())) {
      return new Standing.OtherRequest();
    }
    return status == null
        ? new Standing.UnderWay()
        : new Standing.Answered(
            new RecordedAnswer(status, mediaType, new String(body, StandardCharsets.UTF_8)));
  }
}
