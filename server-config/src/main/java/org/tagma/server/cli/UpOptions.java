package org.tagma.server.cli;

import java.util.Deque;
import java.util.OptionalInt;

/**
 * The options of {@code tagma up}.
 *
 * @param lab whether the keepers can be told to lie
 * @param tls whether the keepers talk over mutual TLS
 */
record UpOptions(OptionalInt keepers, OptionalInt threshold, boolean lab, boolean tls) {

  static UpOptions parse(Deque<String> words) throws UsageFailure {
    OptionalInt keepers = OptionalInt.empty();
    OptionalInt threshold = OptionalInt.empty();
    boolean lab = false;
    boolean tls = false;
    while (!words.isEmpty()) {
      String option = words.pop();
      switch (option) {
        case "--keepers" -> keepers = number(option, words);
        case "--threshold" -> threshold = number(option, words);
        case "--lab" -> lab = true;
        case "--tls" -> tls = true;
        default ->
            throw new UsageFailure(
                "`tagma up` knows --keepers N, --threshold T, --lab and --tls, not " + option);
      }
    }
    return new UpOptions(keepers, threshold, lab, tls);
  }

  private static OptionalInt number(String option, Deque<String> words) throws UsageFailure {
    String value = words.isEmpty() ? "" : words.pop();
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      throw new UsageFailure(option + " takes a number");
    }
  }
}
