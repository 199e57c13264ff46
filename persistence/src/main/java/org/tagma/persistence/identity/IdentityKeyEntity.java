package org.tagma.persistence.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of identity_key. Inserted once, never changed. */
@Entity(name = "IdentityKey")
@Table(name = "identity_key")
class IdentityKeyEntity {
  @Id
  @Column(name = "thumbprint")
  String thumbprint;

  @Column(name = "keeper")
  String keeper;

  @Column(name = "jwk")
  String jwk;

  @Column(name = "statement")
  String statement;

  @Column(name = "since")
  long since;

  protected IdentityKeyEntity() {}

  IdentityKeyEntity(IdentityKey source) {
    thumbprint = source.thumbprint();
    keeper = source.keeper();
    jwk = source.jwk();
    statement = source.statement();
    since = source.since();
  }

  IdentityKey key() {
    return new IdentityKey(keeper, thumbprint, jwk, statement, since);
  }
}
