package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuorumSelectorTest {
  private static Optional<SortedSet<Integer>> quorum(Integer... members) {
    return Optional.of(new TreeSet<>(List.of(members)));
  }

  @Test
  void theCoordinatorComesFirstThenTheMostPreferred() {
    QuorumSelector selector = new QuorumSelector(3, 3, 4, List.of(4, 5, 2, 1, 3));
    assertEquals(quorum(2, 4, 5), selector.next(Set.of()));
    assertEquals(quorum(1, 2, 4), selector.next(Set.of(5)));
    assertEquals(quorum(1, 3, 4), selector.next(Set.of(2, 5)));
  }

  @Test
  void aCoordinatorThatTakesNoPartIsNotChosen() {
    QuorumSelector selector = new QuorumSelector(2, 2, 4, List.of(3, 1, 2));
    assertEquals(quorum(1, 3), selector.next(Set.of()));
    selector.defer(List.of(3));
    assertEquals(quorum(1, 2), selector.next(Set.of()));
  }

  @Test
  void thereIsNoQuorumOfTooFew() {
    QuorumSelector selector = new QuorumSelector(3, 3, 1, List.of(1, 2, 3, 4));
    assertEquals(Optional.empty(), selector.next(Set.of(2, 3)));
    assertFalse(selector.isPossible(Set.of(2, 3)));
    assertTrue(selector.isPossible(Set.of(2)));
  }

  @Test
  void afterAnInconclusiveAttemptOneKeeperIsAnother() {
    QuorumSelector selector = new QuorumSelector(3, 3, 1, List.of(1, 2, 3, 4, 5));
    SortedSet<Integer> first = selector.next(Set.of()).orElseThrow();
    selector.markInconclusive(first);
    SortedSet<Integer> second = selector.next(Set.of()).orElseThrow();
    SortedSet<Integer> common = new TreeSet<>(first);
    common.retainAll(second);
    assertEquals(2, common.size());
    assertTrue(second.contains(1), "the coordinator stays as long as others can go");
  }

  @Test
  void noQuorumIsTriedAgainOnceInconclusive() {
    QuorumSelector selector = new QuorumSelector(2, 2, 1, List.of(1, 2, 3));
    List<SortedSet<Integer>> tried = new ArrayList<>();
    Optional<SortedSet<Integer>> next = selector.next(Set.of());
    while (next.isPresent()) {
      tried.add(next.get());
      selector.markInconclusive(next.get());
      next = selector.next(Set.of());
    }
    assertEquals(tried.size(), new HashSet<>(tried).size());
    assertEquals(
        List.of(Set.of(1, 2), Set.of(1, 3), Set.of(2, 3)), new ArrayList<Set<Integer>>(tried));
    assertTrue(selector.isPossible(Set.of()), "enough keepers are left all the same");
  }

  @Test
  void whereAllAreAskedTheDeferredAreNotAskedAgainUnlessTheyAreNeeded() {
    QuorumSelector selector = new QuorumSelector(2, 4, 1, List.of(1, 2, 3, 4));
    assertEquals(quorum(1, 2, 3, 4), selector.next(Set.of()));
    selector.defer(List.of(2, 3));
    assertEquals(quorum(1, 4), selector.next(Set.of()));
    assertEquals(quorum(1, 2), selector.next(Set.of(4)));
    selector.markInconclusive(Set.of(1, 4));
    assertEquals(quorum(1, 2), selector.next(Set.of()));
  }

  @Test
  void whereAllAreAskedFewerAreAfterAnInconclusiveAttempt() {
    QuorumSelector selector = new QuorumSelector(2, 3, 1, List.of(1, 2, 3));
    selector.markInconclusive(Set.of(1, 2, 3));
    assertEquals(quorum(1, 2), selector.next(Set.of()));
  }

  /** A coalition that brings what nobody can decide is left out as soon as there are others. */
  @Test
  void whoBroughtWhatCannotBeDecidedIsAskedLast() {
    QuorumSelector selector = new QuorumSelector(3, 3, 1, List.of(1, 2, 3, 4, 5));
    selector.defer(Set.of(2));
    assertEquals(quorum(1, 3, 4), selector.next(Set.of()));
    selector.defer(Set.of(3));
    assertEquals(quorum(1, 4, 5), selector.next(Set.of()));
    assertEquals(quorum(1, 2, 5), selector.next(Set.of(4)));
    selector.defer(Set.of(1));
    assertEquals(quorum(1, 4, 5), selector.next(Set.of()), "the coordinator stays in front");
  }
}
