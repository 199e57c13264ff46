package org.tagma.threshold.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.verdict.Verdict;

/**
 * One schedule of the simulator: a cluster, an operation, weather, and up to n - t keepers that lie
 * alone or together. All of it follows from the seed.
 */
final class Battle {
  private static final int BYZANTINE = 60; // percent of the schedules
  private static final int CALM = 50; // percent of those with liars
  private static final int UNPROVABLE = 10; // percent of the liars
  private static final int HEDGED = 30; // percent of the schedules
  private static final int LISTENED = 5; // percent of the schedules whose every word is searched

  private final ProtocolContract contract;
  private final SeededRandom random;
  private final SimulatedCluster cluster;
  private final int threshold;
  private final int total;
  private final Operation operation;
  private final Set<Integer> liars = new TreeSet<>();
  private final Set<Integer> provable = new TreeSet<>();
  private SimulatedNetwork network;

  /**
   * What one seed came to.
   *
   * @param liars who is dishonest
   * @param provable who told a lie that can be proved
   * @param missed of these, who was not named although nothing else went wrong
   * @param slandered who is named and honest
   */
  record Report(
      long seed,
      boolean succeeded,
      boolean mustSucceed,
      boolean inconclusive,
      boolean inTime,
      Set<Integer> liars,
      Set<Integer> provable,
      Set<Integer> missed,
      Set<Integer> slandered,
      List<String> rules,
      List<String> story) {}

  Battle(ProtocolContract contract, long seed) {
    this.contract = contract;
    this.random = new SeededRandom(seed, contract.protocol().name());
    this.total = 3 + random.nextInt(3);
    this.threshold = 2 + random.nextInt(total - 1);
    this.cluster = new SimulatedCluster(seed, threshold, total, List.of(contract.protocol()));
    this.operation = contract.operation(cluster);
  }

  Report fight(long seed) {
    int coordinator = 1 + random.nextInt(total);
    if (random.chance(BYZANTINE)) {
      recruit();
    }
    boolean calm = !liars.isEmpty() && random.chance(CALM);
    network = cluster.network(coordinator, calm ? Weather.CALM : Weather.of(random));
    if (random.chance(HEDGED)) {
      network.lateAfter(1 + random.nextInt(1_000));
    }
    Outcome outcome = cluster.run(coordinator, operation, network);
    cluster.clock().advance(200_000);
    cluster.keepers().values().forEach(k -> k.host().expire());
    outcome.result().ifPresent(result -> contract.assertResult(cluster, operation, result));
    List<Fault> found = found(outcome);
    List<Evidence> evidence = evidence(found);
    if (!evidence.isEmpty()) {
      Auditor auditor = Auditor.of(cluster);
      evidence.forEach(e -> assertProves(auditor, e));
    }
    assertNothingLeaks();
    return report(seed, coordinator, outcome, found, evidence);
  }

  // ---- the liars

  private void recruit() {
    List<Integer> keepers = new ArrayList<>(cluster.keepers().keySet());
    Collections.shuffle(keepers, random);
    int most = Math.max(1, total - threshold);
    keepers.subList(0, 1 + random.nextInt(most)).forEach(liars::add);
    List<Integer> pair = keepers.subList(0, Math.min(2, liars.size()));
    if (pair.size() == 2 && contract.otherFirstMessage().isPresent() && random.chance(30)) {
      Mischief.collude(
          cluster.keeper(pair.get(0)),
          cluster.keeper(pair.get(1)),
          contract.otherFirstMessage().get());
      provable.add(pair.get(0));
      liars.stream().filter(l -> !pair.contains(l)).forEach(this::corrupt);
    } else {
      liars.forEach(this::corrupt);
    }
  }

  /** Where all are needed, one that brings what nobody can decide ends the run, always. */
  private void corrupt(int liar) {
    if (!contract.protocol().needsAll() && random.chance(UNPROVABLE)) {
      List<Consumer<SimulatedKeeper>> unprovable = Mischief.unprovable();
      unprovable.get(random.nextInt(unprovable.size())).accept(cluster.keeper(liar));
      return;
    }
    // each rule as often as the others
    Map<Rule, List<Lie>> byRule =
        contract.allLies().stream()
            .collect(Collectors.groupingBy(Lie::rule, LinkedHashMap::new, Collectors.toList()));
    List<List<Lie>> rules = List.copyOf(byRule.values());
    List<Lie> lies = rules.get(random.nextInt(rules.size()));
    lies.get(random.nextInt(lies.size())).start().accept(cluster.keeper(liar));
    provable.add(liar);
  }

  // ---- the verdicts

  private List<Fault> found(Outcome outcome) {
    return Stream.concat(outcome.ledger().faults().stream(), network.late().stream()).toList();
  }

  private static List<Evidence> evidence(List<Fault> faults) {
    return faults.stream()
        .map(Fault::verdict)
        .filter(Verdict.Imposter.class::isInstance)
        .map(v -> ((Verdict.Imposter) v).evidence())
        .toList();
  }

  /** Verifies as bytes, and with a bit changed it doesn't. */
  private void assertProves(Auditor auditor, Evidence evidence) {
    try {
      byte[] json = Jcs.canonical(evidence.toJson());
      assertEquals(Finding.PROVED, auditor.verify(json));
      int bit = random.nextInt(8 * json.length);
      json[bit / 8] ^= (byte) (1 << bit % 8);
      assertNotEquals(
          Finding.PROVED, auditor.verify(json), () -> "proved with bit " + bit + " flipped");
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void assertNothingLeaks() {
    if (random.chance(LISTENED)) {
      for (SimulatedKeeper keeper : cluster.keepers().values()) {
        if (!liars.contains(keeper.number())) {
          keeper.said().forEach(text -> Auditor.assertHoldsNoSecret(cluster, text));
        }
      }
    }
  }

  private Report report(
      long seed, int coordinator, Outcome outcome, List<Fault> found, List<Evidence> evidence) {
    Set<Integer> slandered = new TreeSet<>();
    Stream.concat(
            found.stream(),
            cluster.keepers().values().stream().flatMap(k -> k.storage().recorded().stream()))
        .filter(f -> f.verdict() instanceof Verdict.Imposter)
        .forEach(f -> slandered.add(f.keeper()));
    slandered.removeAll(liars);
    Set<Integer> able = new TreeSet<>(cluster.keepers().keySet());
    able.removeAll(network.unreliable());
    able.removeAll(liars);
    int needed = operation.protocol().quorum(threshold, total);
    return new Report(
        seed,
        outcome.result().isPresent(),
        able.size() >= needed && able.contains(coordinator),
        outcome.failure().equals(Optional.of(Outcome.Failure.INCONCLUSIVE)),
        decided(outcome) <= total - threshold + 1,
        liars,
        provable,
        missed(found),
        slandered,
        evidence.stream().map(Evidence::rule).toList(),
        found.stream().map(Battle::describe).toList());
  }

  /** The attempts that ended in a verdict or a refusal: each leaves somebody out of the next. */
  private static long decided(Outcome outcome) {
    return outcome.ledger().faults().stream()
        .filter(f -> outcome.ledger().excluded().contains(f.keeper()))
        .filter(f -> !(f.verdict() instanceof Verdict.Inconclusive))
        .map(Fault::attempt)
        .distinct()
        .count();
  }

  /** Liars that lied in a session in which nobody was found at fault. */
  private Set<Integer> missed(List<Fault> found) {
    Set<Integer> missed = new TreeSet<>();
    network
        .attempts()
        .forEach(
            (sid, attempt) -> {
              boolean wentWrong = found.stream().anyMatch(f -> f.attempt() == attempt);
              if (!wentWrong) {
                provable.stream()
                    .filter(liar -> cluster.keeper(liar).hasLied(sid))
                    .forEach(missed::add);
              }
            });
    return missed;
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
}
