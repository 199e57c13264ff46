package org.tagma.persistence.evidence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A barred keeper. Inserted with the evidence, removed by its release. */
@Entity(name = "Quarantine")
@Table(name = "quarantine")
class QuarantineEntity {
  @Id
  @Column(name = "keeper")
  String keeper;

  @Column(name = "evidence_id")
  String evidenceId;

  @Column(name = "rule")
  String rule;

  @Column(name = "since")
  long since;

  protected QuarantineEntity() {}

  QuarantineEntity(StoredEvidence cause) {
    keeper = cause.accused();
    evidenceId = cause.id();
    rule = cause.rule();
    since = cause.createdAt();
  }

  StoredQuarantine stored() {
    return new StoredQuarantine(keeper, evidenceId, rule, since);
  }
}
