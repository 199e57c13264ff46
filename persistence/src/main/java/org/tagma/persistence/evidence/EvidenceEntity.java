package org.tagma.persistence.evidence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of evidence. Inserted once, never changed. */
@Entity(name = "Evidence")
@Table(name = "evidence")
class EvidenceEntity {
  @Id
  @Column(name = "evidence_id")
  String id;

  @Column(name = "rule")
  String rule;

  @Column(name = "accused")
  String accused;

  @Column(name = "accuser")
  String accuser;

  @Column(name = "sid")
  String sid;

  @Column(name = "bundle")
  String bundle;

  @Column(name = "created_at")
  long createdAt;

  protected EvidenceEntity() {}

  EvidenceEntity(StoredEvidence source) {
    id = source.id();
    rule = source.rule();
    accused = source.accused();
    accuser = source.accuser();
    sid = source.sid();
    bundle = source.bundle();
    createdAt = source.createdAt();
  }

  StoredEvidence stored() {
    return new StoredEvidence(id, rule, accused, accuser, sid, bundle, createdAt);
  }
}
