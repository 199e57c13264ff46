package org.tagma.threshold.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses who signs: the coordinator and those in front of the preference that are not excluded;
 * after an inconclusive attempt, a quorum that differs by one keeper (DESIGN section 2).
 */
final class QuorumSelector {
  private final int least;
  private final int most;
  private final int self;
  private final List<Integer> order;
  private final Set<Integer> deferred = new TreeSet<>();
  private final Set<Set<Integer>> inconclusive = new LinkedHashSet<>();

  /**
   * Quorums from {@code order}, in this order.
   *
   * @param least how many are needed
   * @param most how many are asked, when so many are left that are not deferred
   * @param self the coordinator, in front of the order when it takes part
   */
  QuorumSelector(int least, int most, int self, Collection<Integer> order) {
    this.least = least;
    this.most = most;
    this.self = self;
    this.order = new ArrayList<>(order);
  }

  /** The next quorum; empty when too few are left, or every one left was inconclusive. */
  Optional<SortedSet<Integer>> next(Set<Integer> excluded) {
    List<Integer> left = new ArrayList<>(order);
    left.removeAll(excluded);
    if (left.size() < least) {
      return Optional.empty();
    }
    int trusted = (int) left.stream().filter(k -> !deferred.contains(k)).count();
    for (int size = Math.min(most, Math.max(least, trusted)); size >= least; size--) {
      Optional<SortedSet<Integer>> quorum = next(left, size);
      if (quorum.isPresent()) {
        return quorum;
      }
    }
    return Optional.empty();
  }

  private Optional<SortedSet<Integer>> next(List<Integer> left, int size) {
    SortedSet<Integer> first = new TreeSet<>(left.subList(0, size));
    if (!inconclusive.contains(first)) {
      return Optional.of(first);
    }
    for (int out = size - 1; out >= 0; out--) {
      for (int in = size; in < left.size(); in++) {
        SortedSet<Integer> other = new TreeSet<>(first);
        other.remove(left.get(out));
        other.add(left.get(in));
        if (!inconclusive.contains(other)) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether enough keepers are left at all. */
  boolean isPossible(Set<Integer> excluded) {
    return order.stream().filter(k -> !excluded.contains(k)).count() >= least;
  }

  /**
   * Asks these last from now on: they brought what nobody could decide. It is no verdict, and they
   * are still asked where there are no others; but a coalition that does so again and again must
   * not keep the honest from meeting.
   */
  void defer(Collection<Integer> keepers) {
    List<Integer> last = new ArrayList<>(keepers);
    last.remove(Integer.valueOf(self));
    order.removeAll(last);
    order.addAll(last);
    deferred.addAll(last);
  }

  void markInconclusive(Set<Integer> quorum) {
    inconclusive.add(Set.copyOf(quorum));
  }
}
