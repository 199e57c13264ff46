package org.tagma.persistence.lease;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that says which process may use the database. */
@Entity(name = "Lease")
@Table(name = "keeper_lease")
class LeaseEntity {
  static final int ONLY = 1;

  @Id
  @Column(name = "id")
  int id;

  @Column(name = "holder")
  String holder;

  @Column(name = "held_until")
  long until;

  protected LeaseEntity() {}
}
