package org.tagma.protocols.operation;

import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.failure.OperationFailed;

/** Which keys a caller may do something with. */
public interface VisibleKeys {
  /**
   * A key.
   *
   * @param scopes what the caller may do with it, among what it is certified for
   */
  record Visible(String keyId, List<String> scopes) {}

  /** One page, in the order of the names; {@code next} is where it ended, if there may be more. */
  record Page(List<Visible> items, Optional<String> next) {}

  /**
   * One page of keys, without those that are out of the caller's reach.
   *
   * @param after the name at which the page before ended, empty for the first
   * @param limit how many keys to look at, from 1 to 1000
   */
  Page page(Caller caller, String after, int limit) throws OperationFailed;
}
