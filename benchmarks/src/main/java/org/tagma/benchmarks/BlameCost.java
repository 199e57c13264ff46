package org.tagma.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.tagma.threshold.dkg.DkgCheats;
import org.tagma.threshold.dkg.DkgOperation;
import org.tagma.threshold.ecies.EciesCheats;
import org.tagma.threshold.ecies.EciesOperation;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.evidence.Finding;
import org.tagma.threshold.frost.FrostCheats;
import org.tagma.threshold.frost.FrostOperation;
import org.tagma.threshold.gg20.Gg20Cheats;
import org.tagma.threshold.gg20.Gg20Operation;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.refresh.RefreshCheats;
import org.tagma.threshold.refresh.RefreshOperation;
import org.tagma.threshold.repair.Repair;
import org.tagma.threshold.repair.RepairCheats;
import org.tagma.threshold.repair.RepairOperation;
import org.tagma.threshold.reshare.Reshare;
import org.tagma.threshold.reshare.ReshareCheats;
import org.tagma.threshold.reshare.ReshareOperation;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.testkit.Cheat;
import org.tagma.threshold.testkit.DirectLinks;
import org.tagma.threshold.testkit.EnvelopeLies;
import org.tagma.threshold.testkit.Lie;
import org.tagma.threshold.testkit.SimulatedCluster;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Rule;
import org.tagma.threshold.verdict.Verdict;

/**
 * What a lie costs: for each rule, how large its evidence is, how long somebody who holds nothing
 * but {@code cluster.json} takes to verify it, and how long the liar's request takes in place of an
 * honest one. One keeper of three lies, another coordinates, everybody works in one thread without
 * a network. Prints the table of docs/blame.md; arguments: the protocols to measure, all unless
 * told otherwise.
 */
public final class BlameCost {
  private static final int LIAR = 2;
  private static final int COORDINATOR = 1;
  private static final int WARM_UP = 60;
  private static final int RUNS = 15;
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  /** A protocol: its keepers, what they are asked, and a lie for each of its rules. */
  private record Subject(
      LongFunction<SimulatedCluster> cluster,
      Function<SimulatedCluster, Operation> operation,
      Map<Rule, Lie> lies) {}

  /** Medians in nanoseconds, and bytes. */
  private record Cost(String result, int bytes, long verify, long request) {}

  private BlameCost() {}

  /** Prints a table. */
  public static void main(String[] arguments) {
    List<String> asked = List.of(arguments);
    System.out.println(
        "| rule | evidence, bytes | to verify, ms | the request | ms | honest, ms |");
    System.out.println("|---|---|---|---|---|---|");
    subjects()
        .forEach(
            (name, subject) -> {
              if (asked.isEmpty() || asked.contains(name)) {
                measure(subject);
              }
            });
  }

  /** The honest requests come last, when the JVM has compiled as much as for the others. */
  private static void measure(Subject subject) {
    Map<Rule, Cost> costs = new LinkedHashMap<>();
    subject.lies().forEach((rule, lie) -> costs.put(rule, cost(subject, lie)));
    long honest = median(nanos(() -> run(subject, keeper -> {})));
    costs.forEach((rule, cost) -> print(rule, cost, honest));
  }

  private static void print(Rule rule, Cost cost, long honest) {
    System.out.printf(
        Locale.ROOT,
        "| `%s` | %d | %s | %s | %s | %s |%n",
        rule.id(),
        cost.bytes(),
        millis(cost.verify()),
        cost.result(),
        millis(cost.request()),
        millis(honest));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f" : "%.0f", nanos / 1e6);
  }

  // ---- one lie

  private record Ran(SimulatedCluster cluster, Outcome outcome, long nanos) {}

  private static Cost cost(Subject subject, Lie lie) {
    List<Ran> runs = new ArrayList<>();
    List<Long> requests =
        nanos(
            () -> {
              Ran ran = run(subject, cluster -> lie.start().accept(cluster.keeper(LIAR)));
              runs.add(ran);
              return ran;
            });
    Ran last = runs.get(runs.size() - 1);
    byte[] evidence = evidence(last.outcome(), lie.rule());
    List<Long> verifications =
        nanos(
            () -> {
              EvidenceVerifier auditor = auditor(last.cluster()); // one that has seen nothing
              long start = System.nanoTime();
              Finding finding = verify(auditor, evidence);
              long nanos = System.nanoTime() - start;
              if (finding != Finding.PROVED) {
                throw new IllegalStateException(lie.rule() + " is not proved: " + finding);
              }
              return new Ran(last.cluster(), last.outcome(), nanos);
            });
    boolean finished = last.outcome().result().isPresent();
    String result = finished ? "finishes" : "fails closed";
    return new Cost(result, evidence.length, median(verifications), median(requests));
  }

  private interface Corruption {
    void of(SimulatedCluster cluster);
  }

  private static long seed;

  private static Ran run(Subject subject, Corruption corruption) {
    SimulatedCluster cluster = subject.cluster().apply(++seed);
    Operation operation = subject.operation().apply(cluster);
    corruption.of(cluster);
    DirectLinks links = new DirectLinks(cluster, COORDINATOR);
    long start = System.nanoTime();
    Outcome outcome = cluster.run(COORDINATOR, operation, links);
    return new Ran(cluster, outcome, System.nanoTime() - start);
  }

  private static byte[] evidence(Outcome outcome, Rule rule) {
    Evidence evidence =
        outcome.ledger().faults().stream()
            .map(Fault::verdict)
            .filter(Verdict.Imposter.class::isInstance)
            .map(verdict -> ((Verdict.Imposter) verdict).evidence())
            .filter(e -> e.rule().equals(rule.id()))
            .max(Comparator.comparing(e -> e.toJson().toString().length()))
            .orElseThrow(() -> new IllegalStateException("nobody is named by " + rule.id()));
    try {
      return Jcs.canonical(evidence.toJson());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EvidenceVerifier auditor(SimulatedCluster simulated) {
    try {
      byte[] file = simulated.cluster().toJson().toString().getBytes(StandardCharsets.UTF_8);
      Cluster cluster = Cluster.read(file);
      return new EvidenceVerifier(cluster.id(), cluster.keyRing(), KnownProtocols.all());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Finding verify(EvidenceVerifier auditor, byte[] evidence) {
    try {
      return auditor.verify(Evidence.fromJson(Jcs.parse(evidence)));
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of {@link #RUNS} runs, after some that don't count: sixty, or as many as take two seconds. */
  private static List<Long> nanos(Supplier<Ran> run) {
    List<Long> nanos = new ArrayList<>();
    long start = System.nanoTime();
    while (nanos.size() < WARM_UP && System.nanoTime() - start < WARM_UP_NANOS) {
      nanos.add(run.get().nanos());
    }
    nanos.clear();
    while (nanos.size() < RUNS) {
      nanos.add(run.get().nanos());
    }
    return nanos;
  }

  private static long median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2);
  }

  // ---- the protocols

  private static Map<String, Subject> subjects() {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    SecureRandom random = new SecureRandom();
    Subject frost =
        new Subject(
            seed -> FrostOperation.cluster(seed, 2, 3),
            FrostOperation::sign,
            lies(liar -> FrostCheats.byRule()));
    EnvelopeLies.of(FrostOperation.sign(frost.cluster().apply(0)).protocol())
        .forEach(lie -> frost.lies().putIfAbsent(lie.rule(), lie));
    subjects.put("FROST", frost);
    subjects.put(
        "ECIES",
        new Subject(
            seed -> EciesOperation.cluster(seed, 2, 3),
            cluster -> EciesOperation.decrypt(cluster, "SECP256K1"),
            lies(liar -> EciesCheats.byRule(liar, random))));
    subjects.put(
        "GG20",
        new Subject(
            seed -> Gg20Operation.cluster(seed, 2, 3),
            Gg20Operation::sign,
            lies(liar -> Gg20Cheats.byRule(liar, random))));
    subjects.put(
        "DKG",
        new Subject(
            seed -> DkgOperation.cluster(seed, 2, 3),
            DkgOperation::create,
            lies(DkgCheats::byRule)));
    subjects.put(
        "REFRESH",
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Refresh())),
            cluster ->
                RefreshOperation.refresh(
                    cluster, cluster.dealKey("benchmark", Curve.named("SECP256K1"))),
            lies(RefreshCheats::byRule)));
    subjects.put(
        "RESHARE",
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Reshare())),
            cluster ->
                ReshareOperation.reshare(
                    cluster, cluster.dealKey("benchmark", Curve.named("SECP256K1"))),
            lies(ReshareCheats::byRule)));
    subjects.put(
        "REPAIR",
        new Subject(
            seed -> new SimulatedCluster(seed, 2, 3, List.of(new Repair())),
            cluster -> RepairOperation.repair(cluster, Curve.named("SECP256K1")),
            lies(liar -> RepairCheats.byRule(liar, random))));
    return subjects;
  }

  private static Map<Rule, Lie> lies(IntFunction<? extends Map<? extends Rule, Cheat>> cheats) {
    Map<Rule, Lie> lies = new LinkedHashMap<>();
    cheats
        .apply(LIAR)
        .keySet()
        .forEach(rule -> lies.put(rule, Lie.by(rule.id(), rule, l -> cheats.apply(l).get(rule))));
    return lies;
  }
}
