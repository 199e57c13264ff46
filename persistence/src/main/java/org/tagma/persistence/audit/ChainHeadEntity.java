package org.tagma.persistence.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that says where the chain ends; locked while records are appended. */
@Entity(name = "ChainHead")
@Table(name = "audit_chain_head")
class ChainHeadEntity {
  static final int ONLY = 1;

  @Id
  @Column(name = "id")
  int id;

  @Column(name = "sequence_number")
  long sequence;

  @Column(name = "hash")
  String hash;

  protected ChainHeadEntity() {}

  ChainPosition next() {
    return new ChainPosition(sequence + 1, hash);
  }

  void advance(AuditRow row) {
    sequence = row.sequence();
    hash = row.hash();
  }
}
