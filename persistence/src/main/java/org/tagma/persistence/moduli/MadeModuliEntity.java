package org.tagma.persistence.moduli;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Moduli that no epoch has yet: one row for each size. */
@Entity(name = "MadeModuli")
@Table(name = "made_moduli")
class MadeModuliEntity {
  @Id
  @Column(name = "parameter_set")
  String set;

  @Column(name = "encrypted_secrets")
  byte[] encryptedSecrets;

  @Column(name = "made_at")
  long madeAt;

  protected MadeModuliEntity() {}

  MadeModuliEntity(String set, byte[] encryptedSecrets, long now) {
    this.set = set;
    this.encryptedSecrets = encryptedSecrets;
    madeAt = now;
  }
}
