package org.tagma.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link FrostSign} and prints its medians beside what other libraries were measured at. */
public final class Comparison {
  /** Milliseconds, all signers together, in process, medians on one core. */
  private static final Map<String, List<String>> PEERS =
      Map.of(
          "2-of-3",
          List.of("tss4j 2.54", "multi-party-sig 1.23", "ZF frost 0.73 (published, other machine)"),
          "3-of-5",
          List.of("tss4j 4.8", "multi-party-sig 2.63"));

  private Comparison() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(FrostSign.class.getName()).build()).run();
    System.out.println("FROST secp256k1, one signature, all signers together, median in ms");
    for (RunResult result : results) {
      String keepers = result.getParams().getParam("keepers");
      System.out.printf(
          Locale.ROOT,
          "%s %-9s %.2f   others, rounds only: %s%n",
          keepers,
          result.getPrimaryResult().getLabel(),
          result.getPrimaryResult().getStatistics().getPercentile(50) / 1_000,
          String.join(", ", PEERS.get(keepers)));
    }
    System.out.println("Target for the rounds of 2-of-3: 0.80, then 0.55.");
  }
}
