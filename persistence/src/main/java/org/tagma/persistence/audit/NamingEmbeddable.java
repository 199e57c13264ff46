package org.tagma.persistence.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Objects;

/** A row of audit_naming. */
@Embeddable
class NamingEmbeddable {
  @Column(name = "verdict")
  String verdict;

  @Column(name = "keeper")
  String keeper;

  protected NamingEmbeddable() {}

  NamingEmbeddable(Naming source) {
    verdict = source.list();
    keeper = source.keeper();
  }

  Naming naming() {
    return new Naming(verdict, keeper);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamingEmbeddable that
        && Objects.equals(verdict, that.verdict)
        && Objects.equals(keeper, that.keeper);
  }

  @Override
  public int hashCode() {
    return Objects.hash(verdict, keeper);
  }
}
