package org.tagma.threshold.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.transcript.Jcs;
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

  /** A lie and the rule it breaks. */
  public record Lie(String name, Rule rule, Cheat cheat) {}

  protected abstract Protocol protocol();

  /** Makes whatever keys the operation needs, and the operation. */
  protected abstract Operation operation(SimulatedCluster cluster);

  /** Asserts that {@code result} is right, with code of its own. */
  protected abstract void assertResult(
      SimulatedCluster cluster, Operation operation, Object result);

  /** At least one for each of the protocol's rules. */
  protected abstract List<Lie> lies();

  /** How many schedules each run of the tests simulates. */
  protected abstract int schedules();

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
    return lies().stream().map(lie -> DynamicTest.dynamicTest(lie.name(), () -> assertNamed(lie)));
  }

  private void assertNamed(Lie lie) throws DecodingException {
    SimulatedCluster cluster =
        new SimulatedCluster(lie.name().hashCode(), quorum(), 5, List.of(protocol()));
    Operation operation = operation(cluster);
    cluster.keeper(LIAR).cheat(lie.cheat());
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
    assertEquals(Finding.PROVED, cluster.verifier().verify(evidence));
    assertFailsAfterAnyChange(cluster.verifier(), evidence);
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

  private static void assertFailsAfterAnyChange(EvidenceVerifier verifier, Evidence evidence)
      throws DecodingException {
    byte[] json = Jcs.canonical(evidence.toJson());
    SeededRandom random = new SeededRandom(json.length, "flip");
    for (int i = 0; i < 200; i++) {
      byte[] changed = json.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(7));
      assertNotEquals(
          Finding.PROVED,
          verify(verifier, changed),
          () ->
              "still proved after a change at byte "
                  + at
                  + " of "
                  + new String(json, StandardCharsets.UTF_8));
    }
  }

  private static Finding verify(EvidenceVerifier verifier, byte[] json) {
    try {
      return verifier.verify(Evidence.fromJson(Jcs.parse(json)));
    } catch (DecodingException e) {
      return Finding.UNDECIDABLE;
    }
  }

  @Test
  void isTheSameRunForTheSameSeed() {
    assertEquals(schedule(7).toString(), schedule(7).toString());
  }

  @Test
  void namesNobodyHonestAndFinishesWhenEnoughKeepersAnswerInAnyWeather() {
    String only = System.getProperty("tagma.seed");
    if (only != null) {
      assertSound(schedule(Long.parseLong(only)));
      return;
    }
    int successes = 0;
    for (long seed = 1; seed <= schedules(); seed++) {
      Schedule schedule = schedule(seed);
      assertSound(schedule);
      successes += schedule.succeeded() ? 1 : 0;
    }
    assertTrue(successes > schedules() / 10, "the weather lets some operations succeed");
    assertFalse(
        schedules() >= ENOUGH && successes == schedules(),
        "the weather makes some operations fail");
  }

  /** What one seed came to. */
  private record Schedule(
      String replay,
      boolean succeeded,
      boolean mustSucceed,
      Set<Integer> liars,
      Set<Integer> named,
      List<String> story) {}

  private Schedule schedule(long seed) {
    SeededRandom random = new SeededRandom(seed, protocol().name());
    int total = 3 + random.nextInt(3);
    int threshold = 2 + random.nextInt(total - 1);
    SimulatedCluster cluster = new SimulatedCluster(seed, threshold, total, List.of(protocol()));
    Operation operation = operation(cluster);
    int coordinator = 1 + random.nextInt(total);
    Set<Integer> liars = new TreeSet<>();
    if (random.chance(30)) {
      int liar = 1 + random.nextInt(total);
      cluster.keeper(liar).cheat(lies().get(random.nextInt(lies().size())).cheat());
      liars.add(liar);
    }
    SimulatedNetwork network = cluster.network(coordinator, Weather.of(random));
    Outcome outcome = cluster.run(coordinator, operation, network);
    cluster.clock().advance(200_000);
    cluster.keepers().values().forEach(k -> k.host().expire());
    outcome.result().ifPresent(result -> assertResult(cluster, operation, result));

    Set<Integer> named = new TreeSet<>(outcome.ledger().imposters());
    Stream.concat(
            network.late().stream(),
            cluster.keepers().values().stream().flatMap(k -> k.storage().recorded().stream()))
        .filter(f -> f.verdict() instanceof Verdict.Imposter)
        .forEach(f -> named.add(f.keeper()));
    Set<Integer> able = new TreeSet<>(cluster.keepers().keySet());
    able.removeAll(network.unreliable());
    able.removeAll(liars);
    int needed = protocol().needsAll() ? total : threshold;
    boolean mustSucceed = able.size() >= needed && able.contains(coordinator);
    String replay =
        "replay: mvn -pl threshold test -Dtest="
            + getClass().getSimpleName()
            + " -Dtagma.seed="
            + seed;
    return new Schedule(
        replay,
        outcome.result().isPresent(),
        mustSucceed,
        liars,
        named,
        outcome.ledger().faults().stream().map(ProtocolContract::describe).toList());
  }

  private static String describe(Fault fault) {
    return fault.keeper()
        + fault
            .verdict()
            .match(
                i -> i.evidence().rule(),
                d -> d.cause().name(),
                r -> r.reason().name(),
                c -> "INCONCLUSIVE")
        + "@"
        + fault.attempt()
        + "."
        + fault.round();
  }

  private static void assertSound(Schedule schedule) {
    assertTrue(
        schedule.liars().containsAll(schedule.named()),
        () -> "an honest keeper is named; " + schedule);
    assertTrue(
        schedule.succeeded() || !schedule.mustSucceed(),
        () -> "it should have finished; " + schedule);
  }
}
