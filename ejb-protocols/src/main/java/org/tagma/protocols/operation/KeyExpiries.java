package org.tagma.protocols.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.key.KeyPolicy;

/** When the policies of this keeper's keys end their uses. */
public interface KeyExpiries {
  /**
   * A question.
   *
   * @param from inclusive; empty for all times
   * @param to exclusive; empty for all times
   * @param after where the page before ended; empty for the first
   * @param limit from 1 to 1000
   */
  record Query(
      KeyPolicy.Use use,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<Place> after,
      int limit) {}

  /** A place in the order of all ends. */
  record Place(long notAfter, long row) {}

  /**
   * One end.
   *
   * @param type what ends
   * @param notAfter the last moment
   */
  record Expiring(KeyPolicy.Use type, String keyId, int generation, Instant notAfter) {}

  /** One page, the earliest first; {@code next} when there may be more. */
  record Page(List<Expiring> items, Optional<Place> next) {}

  /** One page of ends. */
  Page page(Query query) throws OperationFailed;
}
