package org.tagma.persistence.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A row of destruction_receipt; a keeper has at most one. */
@Embeddable
class ReceiptEmbeddable {
  @Column(name = "keeper")
  int keeper;

  @Column(name = "receipt")
  String receipt;

  protected ReceiptEmbeddable() {}

  ReceiptEmbeddable(int keeper, String receipt) {
    this.keeper = keeper;
    this.receipt = receipt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReceiptEmbeddable that && keeper == that.keeper;
  }

  @Override
  public int hashCode() {
    return keeper;
  }
}
