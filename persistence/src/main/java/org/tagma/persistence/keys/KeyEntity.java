package org.tagma.persistence.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A key; everything that changes between generations is in {@link GenerationEntity}. */
@Entity(name = "Key")
@Table(name = "threshold_key")
class KeyEntity {
  @Id
  @Column(name = "key_id")
  String keyId;

  @Column(name = "curve")
  String curve;

  @Column(name = "key_usage")
  String usage;

  @Column(name = "created_at")
  long createdAt;

  @Column(name = "updated_at")
  long updatedAt;

  protected KeyEntity() {}

  KeyEntity(NewGeneration first, long now) {
    keyId = first.keyId();
    curve = first.curve();
    usage = first.usage();
    createdAt = now;
    updatedAt = now;
  }

  boolean fits(NewGeneration generation) {
    return curve.equals(generation.curve()) && usage.equals(generation.usage());
  }
}
