package org.tagma.threshold.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.testkit.SimulatedNetwork;
import org.tagma.threshold.testkit.Weather;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;

/** An attempt beside the one in which somebody is late. Messages take 1 to 5 ms. */
class HedgingTest {
  private static final int LATE = 50;
  private static final int HUNG = 1_000_000;

  private SimulatedCluster cluster;
  private SimulatedNetwork network;
  private Operation operation;
  private long took;

  private SimulatedNetwork keepers(int threshold, int total, Integer... preferred) {
    cluster = FrostOperation.cluster(31, threshold, total);
    operation = FrostOperation.sign(cluster);
    network = cluster.network(1, Weather.CALM).preferring(preferred).lateAfter(LATE);
    return network;
  }

  /** Runs it, and leaves for later what is under way when there is a result. */
  private Outcome run() {
    long start = cluster.clock().now();
    Outcome outcome = cluster.run(1, operation, (Links) network);
    took = cluster.clock().now() - start;
    return outcome;
  }

  private static Fault timeout(int keeper, int round, int attempt) {
    return new Fault(
        keeper,
        new Verdict.Dead(CauseOfDeath.ROUND_TIMEOUT, SimulatedNetwork.ROUND_DEADLINE),
        round,
        attempt);
  }

  private List<String> ends(int keeper) {
    return cluster.keeper(keeper).storage().ended().stream().map(e -> e.end().outcome()).toList();
  }

  @Test
  void aHungKeeperCostsMillisecondsAndIsNotListedBeforeItsDeadline() {
    keepers(2, 3, 2, 3).holding(2, HUNG);
    Outcome outcome = run();
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertTrue(took >= LATE && took < LATE + 50, "took " + took + " ms");
    assertEquals(2, outcome.attempts());
    assertEquals(List.of(), outcome.ledger().faults());
    assertEquals(List.of(), network.late());
    network.settle();
    assertEquals(List.of(timeout(2, 1, 1)), network.late());
  }

  @Test
  void theAttemptThatLostIsClosedAsSuperseded() {
    keepers(2, 3, 2, 3).holding(2, HUNG);
    run();
    network.settle();
    assertEquals(List.of("SUCCESS", "SUPERSEDED"), ends(1));
    assertEquals(List.of("SUPERSEDED"), ends(2));
    assertEquals(List.of("SUCCESS"), ends(3));
    cluster.keepers().values().forEach(k -> assertEquals(List.of(), k.storage().recorded()));
  }

  @Test
  void theFirstAttemptWinsWhenItsLateMemberIsFasterThanTheSpare() {
    keepers(2, 3, 2, 3).holding(2, LATE + 10).holding(3, HUNG);
    Outcome outcome = run();
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertTrue(took < 3 * (LATE + 20), "took " + took + " ms");
    assertEquals(2, outcome.attempts());
    assertEquals(List.of(), outcome.ledger().faults());
    network.settle();
    assertEquals(List.of(timeout(3, 1, 2)), network.late());
    assertEquals(List.of("SUCCESS"), ends(2));
    assertEquals(List.of("SUPERSEDED"), ends(3));
  }

  @Test
  void aLateAnswerThatComesInTimeIsNoFault() {
    keepers(2, 3, 2, 3).holding(2, 10 * LATE);
    run();
    network.settle();
    assertEquals(List.of(), network.late());
    assertEquals(List.of("SUPERSEDED"), ends(2));
  }

  @Test
  void everyKeeperThatHangsGetsASpareWhileThereIsOne() {
    keepers(2, 4, 2, 3, 4).holding(2, HUNG).holding(3, HUNG);
    Outcome outcome = run();
    assertTrue(outcome.result().isPresent(), () -> "failed: " + outcome.failure());
    assertTrue(took < 2 * LATE + 50, "took " + took + " ms");
    assertEquals(3, outcome.attempts());
    assertEquals(List.of(), outcome.ledger().faults());
    network.settle();
    assertEquals(Set.of(timeout(2, 1, 1), timeout(3, 1, 2)), Set.copyOf(network.late()));
  }

  @Test
  void withoutASpareTheDeadlineDecides() {
    keepers(3, 3).holding(2, HUNG);
    Outcome outcome = run();
    assertEquals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS), outcome.failure());
    assertEquals(List.of(timeout(2, 1, 1)), outcome.ledger().faults());
    assertEquals(1, outcome.attempts());
  }

  @Test
  void withoutAUsualTimeNobodyIsLate() {
    cluster = FrostOperation.cluster(31, 2, 3);
    operation = FrostOperation.sign(cluster);
    network = cluster.network(1, Weather.CALM).preferring(2, 3).holding(2, HUNG);
    Outcome outcome = run();
    assertEquals(Set.of(2), outcome.ledger().dead());
    assertTrue(took >= SimulatedNetwork.ROUND_DEADLINE, "took " + took + " ms");
  }
}
