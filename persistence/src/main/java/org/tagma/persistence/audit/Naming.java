package org.tagma.persistence.audit;

import java.util.Comparator;
import java.util.Objects;

/** A keeper on one of a record's lists. */
public record Naming(List list, String keeper) implements Comparable<Naming> {
  /** The three lists of an answer. */
  public enum List {
    IMPOSTER,
    DEAD,
    REFUSED
  }

  public Naming {
    Objects.requireNonNull(list);
    Objects.requireNonNull(keeper);
  }

  @Override
  public int compareTo(Naming other) {
    return Comparator.comparing(Naming::list).thenComparing(Naming::keeper).compare(this, other);
  }
}
