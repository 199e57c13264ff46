package org.tagma.persistence.audit;

import java.util.Comparator;
import java.util.Objects;

/**
 * A keeper on one of a record's lists.
 *
 * @param list {@link #IMPOSTER}, {@link #DEAD} or {@link #REFUSED}; text, so that a row which
 *     somebody changed can still be read and compared
 * @param keeper keeper-N
 */
public record Naming(String list, String keeper) implements Comparable<Naming> {
  public static final String IMPOSTER = "IMPOSTER";
  public static final String DEAD = "DEAD";
  public static final String REFUSED = "REFUSED";

  private static final Comparator<Naming> ORDER =
      Comparator.comparing(Naming::list).thenComparing(Naming::keeper);

  public Naming {
    Objects.requireNonNull(list);
    Objects.requireNonNull(keeper);
  }

  @Override
  public int compareTo(Naming other) {
    return ORDER.compare(this, other);
  }
}
