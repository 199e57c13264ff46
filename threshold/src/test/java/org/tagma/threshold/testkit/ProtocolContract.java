package org.tagma.threshold.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.verdict.Verdict;

/**
 * What every protocol owes: it finishes, it names liars by their rule with evidence that anyone can
 * check, and in no weather does it name somebody honest. Each protocol instantiates this.
 */
public abstract class ProtocolContract {
  private static final int LIAR = 2;

  /** In fewer schedules it may well be that no operation fails. */
  private static final int ENOUGH = 50;

  /** Each rule is broken and named at least once in so many schedules. */
  private static final int EACH_RULE = 110;

  /** And so often where the main suite of a protocol is simulated in full. */
  private static final int NAMED = 50;

  protected abstract Protocol protocol();

  /** Makes whatever keys the operation needs, and the operation. */
  protected abstract Operation operation(SimulatedCluster cluster);

  /** Asserts that {@code result} is right, with code of its own. */
  protected abstract void assertResult(
      SimulatedCluster cluster, Operation operation, Object result);

  /**
   * Makes another honest-looking body from that of the first round, for a keeper that signs both;
   * empty where there is only one round.
   */
  protected Optional<Consumer<ObjectNode>> otherFirstMessage() {
    return Optional.empty();
  }

  /** Those in what surrounds a message, which every protocol knows. */
  protected List<Lie> envelopeLies() {
    return EnvelopeLies.of(protocol());
  }

  /** At least one for each of the protocol's rules. */
  protected abstract List<Lie> lies();

  /** How many schedules each run of the tests simulates. */
  protected abstract int schedules();

  /** Whether the schedules are enough for each rule of the protocol: in the test of one suite. */
  protected boolean isMainSuite() {
    return false;
  }

  /** Among how many of five keepers a liar is: all others check what it says. */
  protected int quorum() {
    return 3;
  }

  @Test
  void everyCoordinatorFinishesInCalmWeather() {
    for (int coordinator = 1; coordinator <= 3; coordinator++) {
      SimulatedCluster cluster = new SimulatedCluster(coordinator, 2, 3, List.of(protocol()));
      Operation operation = operation(cluster);
      Outcome outcome =
          cluster.run(coordinator, operation, cluster.network(coordinator, Weather.CALM));
      assertTrue(outcome.failure().isEmpty(), () -> "failed: " + outcome.failure());
      assertResult(cluster, operation, outcome.result().orElseThrow());
      assertEquals(List.of(), outcome.ledger().faults());
      assertEquals(1, outcome.attempts());
      cluster.keepers().values().forEach(k -> assertEquals(List.of(), k.storage().recorded()));
    }
  }

  @Test
  void everyRuleHasALieThatBreaksIt() {
    assertEquals(
        protocol().rules().stream().map(Rule::id).collect(Collectors.toSet()),
        lies().stream()
            .map(l -> l.rule().id())
            .filter(id -> id.startsWith(protocol().name()))
            .collect(Collectors.toSet()));
  }

  @TestFactory
  Stream<DynamicTest> namesTheLiarByTheRuleItBroke() {
    return allLies().stream()
        .map(lie -> DynamicTest.dynamicTest(lie.name(), () -> assertNamed(lie)));
  }

  /** The protocol's own, and those that every protocol knows. */
  List<Lie> allLies() {
    return Stream.concat(lies().stream(), envelopeLies().stream()).toList();
  }

  private void assertNamed(Lie lie) {
    SimulatedCluster cluster =
        new SimulatedCluster(lie.name().hashCode(), quorum(), 5, List.of(protocol()));
    Operation operation = operation(cluster);
    lie.start().accept(cluster.keeper(LIAR));
    SimulatedNetwork network = cluster.network(1, Weather.CALM).preferring(LIAR);
    if (protocol().parts()) {
      List.of(3, 4, 5).forEach(k -> network.holding(k, 50)); // or the liar may come too late
    }
    Outcome outcome = cluster.run(1, operation, network);

    assertEquals(Set.of(LIAR), outcome.ledger().imposters());
    assertEquals(Set.of(), outcome.ledger().dead());
    assertEquals(Set.of(), outcome.ledger().refused());
    Evidence evidence = evidenceOf(outcome);
    assertEquals(lie.rule().id(), evidence.rule());
    if (protocol().needsAll()) {
      assertEquals(Outcome.Failure.IDENTIFIABLE_ABORT, outcome.failure().orElseThrow());
    } else {
      assertResult(cluster, operation, outcome.result().orElseThrow());
      assertEquals(protocol().parts() ? 1 : 2, outcome.attempts());
    }
    assertEveryMemberRecords(cluster, evidence);
    Auditor.of(cluster).assertStands(cluster, evidence);
  }

  private static Evidence evidenceOf(Outcome outcome) {
    return outcome.ledger().faults().stream()
        .map(Fault::verdict)
        .filter(Verdict.Imposter.class::isInstance)
        .map(v -> ((Verdict.Imposter) v).evidence())
        .findFirst()
        .orElseThrow();
  }

  /** Everybody in the failed session, the liar too, holds the evidence after CLOSE. */
  private static void assertEveryMemberRecords(SimulatedCluster cluster, Evidence evidence) {
    for (int member : evidence.session().members()) {
      Set<Integer> named =
          cluster.keeper(member).storage().recorded().stream()
              .map(Fault::keeper)
              .collect(Collectors.toSet());
      assertEquals(Set.of(LIAR), named, "recorded by keeper-" + member);
    }
  }

  @Test
  void isTheSameRunForTheSameSeed() {
    for (long seed = 1; seed <= Math.min(5, 1 + schedules() / 10); seed++) {
      assertEquals(battle(seed).toString(), battle(seed).toString());
    }
  }

  private Battle.Report battle(long seed) {
    return new Battle(this, seed).fight(seed);
  }

  @Test
  void namesNobodyHonestAndFinishesWhenEnoughKeepersAnswerInAnyWeather() {
    String only = System.getProperty("tagma.seed");
    if (only != null) {
      assertSound(battle(Long.parseLong(only)));
      return;
    }
    Tally tally = new Tally();
    LongStream.rangeClosed(1, schedules())
        .parallel() // nothing is shared between two schedules
        .mapToObj(this::battle)
        .forEachOrdered(
            report -> {
              assertSound(report);
              tally.add(report);
            });
    System.out.println(getClass().getSimpleName() + ": " + tally);
    assertEquals(0, tally.slandered());
    assertEquals(0, tally.missed());
    assertTrue(tally.succeeded() > schedules() / 10, "the weather lets some operations succeed");
    if (schedules() >= ENOUGH) {
      assertTrue(tally.succeeded() < schedules(), "the weather makes some operations fail");
      assertTrue(tally.isConclusive(), tally::toString);
      Set<String> rules = allLies().stream().map(l -> l.rule().id()).collect(Collectors.toSet());
      assertTrue(tally.leastOf(rules) >= leastNamed(), tally::toString);
    }
  }

  private int leastNamed() {
    return isMainSuite() && Schedules.areAll() ? NAMED : schedules() / EACH_RULE;
  }

  private void assertSound(Battle.Report report) {
    Supplier<String> replay =
        () ->
            "replay: mvn -pl threshold test -Dtest="
                + getClass().getSimpleName()
                + " -Dtagma.seed="
                + report.seed()
                + "; "
                + report;
    assertEquals(Set.of(), report.slandered(), () -> "an honest keeper is named; " + replay.get());
    assertEquals(Set.of(), report.missed(), () -> "a liar is not named; " + replay.get());
    assertTrue(
        report.succeeded() || !report.mustSucceed(),
        () -> "it should have finished; " + replay.get());
    assertTrue(report.inTime(), () -> "too many attempts; " + replay.get());
  }
}
