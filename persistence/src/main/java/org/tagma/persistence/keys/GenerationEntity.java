package org.tagma.persistence.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.OptionalLong;

/** One generation of a key. */
@Entity(name = "Generation")
@Table(name = "key_generation")
class GenerationEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "key_generation_seq")
  @SequenceGenerator(name = "key_generation_seq", sequenceName = "key_generation_seq")
  @Column(name = "id")
  long id;

  @ManyToOne(fetch = FetchType.EAGER, optional = false)
  @JoinColumn(name = "key_id")
  KeyEntity key;

  @Column(name = "generation")
  int generation;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  GenerationState state;

  @Column(name = "sid")
  String sid;

  @Column(name = "certificate")
  String certificate;

  @Column(name = "cert_hash")
  String certHash;

  @Column(name = "encrypted_share")
  byte[] encryptedShare;

  @Column(name = "apply_not_after")
  Long applyNotAfter;

  @Column(name = "process_not_after")
  Long processNotAfter;

  @Column(name = "asset_owner")
  String assetOwner;

  @Column(name = "condemned_at")
  Long condemnedAt;

  @Column(name = "created_at")
  long createdAt;

  @Column(name = "updated_at")
  long updatedAt;

  protected GenerationEntity() {}

  GenerationEntity(KeyEntity key, NewGeneration source, long now) {
    this.key = key;
    generation = source.generation();
    state = GenerationState.PENDING;
    sid = source.sid();
    certificate = source.certificate();
    certHash = source.certHash();
    encryptedShare = source.encryptedShare();
    applyNotAfter = boxed(source.applyNotAfter());
    processNotAfter = boxed(source.processNotAfter());
    assetOwner = source.assetOwner().orElse(null);
    createdAt = now;
    updatedAt = now;
  }

  private static Long boxed(OptionalLong time) {
    return time.isPresent() ? (Long) time.getAsLong() : null;
  }

  Expiry expiry(Expiry.Use use) {
    long notAfter = use == Expiry.Use.APPLY ? applyNotAfter : processNotAfter;
    return new Expiry(key.keyId, generation, use, notAfter, id);
  }

  void become(GenerationState next, long now) {
    state = next;
    updatedAt = now;
    key.updatedAt = now;
  }

  /** Whether everybody certified it once, whatever has become of it. */
  boolean wasActive() {
    return state != GenerationState.PENDING;
  }

  StoredGeneration stored() {
    return new StoredGeneration(
        key.keyId,
        key.curve,
        key.usage,
        generation,
        state,
        condemnedAt != null,
        sid,
        certificate,
        certHash,
        encryptedShare == null ? new byte[0] : encryptedShare,
        Optional.ofNullable(assetOwner),
        createdAt,
        updatedAt);
  }
}
