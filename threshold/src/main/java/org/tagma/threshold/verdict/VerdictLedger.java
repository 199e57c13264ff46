package org.tagma.threshold.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Every fault of one operation, in the order found. From here verdicts go to the quorum selector,
 * the audit, the response and the metrics; nothing else keeps lists of names. Not thread-safe: one
 * run owns it.
 */
public final class VerdictLedger {
  private final List<Fault> faults = new ArrayList<>();
  private final List<Quarantined> quarantined = new ArrayList<>();

  public void add(Fault fault) {
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  /** Leaves out a keeper that lied in an earlier operation: it is in no list of this one. */
  public void bar(Quarantined keeper) {
    quarantined.add(keeper);
  }

  /** Keepers left out for earlier lies. */
  public List<Quarantined> quarantined() {
    return List.copyOf(quarantined);
  }

  /** All faults so far, in the order found. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** Keepers proved to have lied in this operation, ascending. */
  public SortedSet<Integer> imposters() {
    return keepers(v -> v instanceof Verdict.Imposter);
  }

  /** Keepers that did not answer and did not lie, ascending. */
  public SortedSet<Integer> dead() {
    SortedSet<Integer> dead = keepers(v -> v instanceof Verdict.Dead);
    dead.removeAll(imposters());
    return dead;
  }

  /** Keepers that declined and neither lied nor died, ascending. */
  public SortedSet<Integer> refused() {
    SortedSet<Integer> refused =
        keepers(v -> v instanceof Verdict.Refused r && r.reason().excludes());
    refused.removeAll(imposters());
    refused.removeAll(dead());
    return refused;
  }

  /**
   * A key in the making goes on under a higher generation: those who only said so take part again.
   */
  public void forgetGenerationRefusals() {
    faults.removeIf(
        f -> f.verdict() instanceof Verdict.Refused r && r.reason() == RefusalReason.GENERATION);
  }

  /** Keepers that take no further part in this operation. */
  public Set<Integer> excluded() {
    Set<Integer> excluded = new TreeSet<>(imposters());
    excluded.addAll(dead());
    excluded.addAll(refused());
    quarantined.forEach(q -> excluded.add(q.keeper()));
    return excluded;
  }

  private SortedSet<Integer> keepers(Predicate<Verdict> predicate) {
    SortedSet<Integer> keepers = new TreeSet<>();
    faults.stream().filter(f -> predicate.test(f.verdict())).forEach(f -> keepers.add(f.keeper()));
    return keepers;
  }
}
