package org.tagma.protocols.failure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who was at fault in an operation. The three lists hold keepers as {@code keeper-N}, sorted;
 * {@code faults} says how each came about.
 *
 * @param imposters keepers proved to have lied in this operation
 * @param dead keepers that were asked and did not answer, or were left out as known dead
 * @param refused keepers that answered with an authenticated refusal
 * @param faults the single faults, in the order in which they happened
 */
public record FaultReport(
    List<String> imposters, List<String> dead, List<String> refused, List<ReportedFault> faults) {
  private static final FaultReport NONE =
      new FaultReport(List.of(), List.of(), List.of(), List.of());

  public FaultReport {
    imposters = List.copyOf(imposters);
    dead = List.copyOf(dead);
    refused = List.copyOf(refused);
    faults = List.copyOf(faults);
  }

  /** This report and that of a later operation for the same request. */
  public FaultReport and(FaultReport later) {
    return new FaultReport(
        names(imposters, later.imposters),
        names(dead, later.dead),
        names(refused, later.refused),
        Stream.concat(faults.stream(), later.faults.stream()).toList());
  }

  private static List<String> names(List<String> these, List<String> those) {
    return Stream.concat(these.stream(), those.stream())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** The report that names nobody. */
  public static FaultReport none() {
    return NONE;
  }
}
