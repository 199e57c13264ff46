package org.tagma.threshold.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What many schedules of one protocol came to, printed at the end. */
final class Tally {
  private final Map<String, Integer> hits = new TreeMap<>();
  private int schedules;
  private int succeeded;
  private int byzantine;
  private int inconclusive;
  private int liars;
  private int missed;
  private int slandered;

  void add(Battle.Report report) {
    schedules++;
    succeeded += report.succeeded() ? 1 : 0;
    byzantine += report.liars().isEmpty() ? 0 : 1;
    inconclusive += !report.liars().isEmpty() && report.inconclusive() ? 1 : 0;
    liars += report.provable().size();
    missed += report.missed().size();
    slandered += report.slandered().size();
    report.rules().forEach(rule -> hits.merge(rule, 1, Integer::sum));
  }

  int schedules() {
    return schedules;
  }

  int succeeded() {
    return succeeded;
  }

  int missed() {
    return missed;
  }

  int slandered() {
    return slandered;
  }

  /** Whether fewer than one in a hundred runs with a liar named nobody, give or take three. */
  boolean isConclusive() {
    return inconclusive <= 3 + byzantine / 100;
  }

  /** How often the rule that is named least was named, of these. */
  int leastOf(Set<String> rules) {
    return rules.stream().mapToInt(rule -> hits.getOrDefault(rule, 0)).min().orElseThrow();
  }

  @Override
  public String toString() {
    return schedules
        + " schedules, "
        + succeeded
        + " succeeded; "
        + byzantine
        + " with liars, "
        + inconclusive
        + " of them inconclusive; "
        + liars
        + " liars whose lie can be proved, "
        + missed
        + " missed; "
        + slandered
        + " false imposters; hits "
        + hits;
  }
}
