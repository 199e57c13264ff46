package org.tagma.persistence.keys;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** The proof that a generation is over; this keeper may never have held that generation. */
@Entity(name = "Destruction")
@Table(name = "destruction")
class DestructionEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "destruction_seq")
  @SequenceGenerator(name = "destruction_seq", sequenceName = "destruction_seq")
  @Column(name = "id")
  long id;

  @Column(name = "key_id")
  String keyId;

  @Column(name = "generation")
  int generation;

  @Column(name = "proof")
  String proof;

  @Column(name = "settled")
  boolean settled;

  @Column(name = "destroyed_at")
  long destroyedAt;

  @ElementCollection
  @CollectionTable(name = "destruction_receipt", joinColumns = @JoinColumn(name = "destruction_id"))
  Set<ReceiptEmbeddable> receipts = new HashSet<>();

  protected DestructionEntity() {}

  DestructionEntity(String keyId, int generation, String proof, long now) {
    this.keyId = keyId;
    this.generation = generation;
    this.proof = proof;
    destroyedAt = now;
  }

  StoredDestruction stored() {
    TreeMap<Integer, String> byKeeper = new TreeMap<>();
    receipts.forEach(r -> byKeeper.put(r.keeper, r.receipt));
    return new StoredDestruction(keyId, generation, proof, settled, byKeeper);
  }
}
