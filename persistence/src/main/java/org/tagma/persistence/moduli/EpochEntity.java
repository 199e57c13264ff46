package org.tagma.persistence.moduli;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One auxiliary epoch. */
@Entity(name = "Epoch")
@Table(name = "aux_epoch")
class EpochEntity {
  @Id
  @Column(name = "epoch")
  int epoch;

  @Column(name = "parameter_set")
  String set;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  EpochState state;

  @Column(name = "bundle_hash")
  String bundleHash;

  @Column(name = "certificate")
  String certificate;

  @Column(name = "encrypted_secrets")
  byte[] encryptedSecrets;

  @Column(name = "created_at")
  long createdAt;

  @Column(name = "updated_at")
  long updatedAt;

  protected EpochEntity() {}

  EpochEntity(NewEpoch source, long now) {
    epoch = source.epoch();
    set = source.set();
    state = EpochState.PENDING;
    bundleHash = source.bundleHash();
    certificate = source.certificate();
    encryptedSecrets = source.encryptedSecrets();
    createdAt = now;
    updatedAt = now;
  }

  void activate(String signed, long now) {
    certificate = signed;
    state = EpochState.ACTIVE;
    updatedAt = now;
  }

  void retire(long now) {
    encryptedSecrets = null;
    state = EpochState.RETIRED;
    updatedAt = now;
  }

  StoredEpoch stored() {
    return new StoredEpoch(
        epoch,
        set,
        state,
        bundleHash,
        certificate,
        encryptedSecrets == null ? new byte[0] : encryptedSecrets);
  }
}
