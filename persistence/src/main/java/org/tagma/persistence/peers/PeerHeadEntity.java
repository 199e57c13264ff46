package org.tagma.persistence.peers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One row for each other keeper. */
@Entity(name = "PeerHead")
@Table(name = "peer_head")
class PeerHeadEntity {
  @Id
  @Column(name = "keeper")
  int keeper;

  @Column(name = "sequence_number")
  long sequence;

  @Column(name = "statement")
  String statement;

  protected PeerHeadEntity() {}

  PeerHeadEntity(int keeper, PeerHead head) {
    this.keeper = keeper;
    sequence = head.sequence();
    statement = head.statement();
  }
}
