package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The faults of an answer or of an audit record, one short text each. */
final class Faults {
  private static final List<String> SHOWN =
      List.of("keeper", "verdict", "rule", "cause", "reason", "round", "attempt", "claimedBy");

  private Faults() {}

  /** These keepers, and nobody else, were left out because they were known to be dead. */
  static void checkKnownDead(Answer answer, String... keepers) {
    List<String> expected = Stream.of(keepers).map(keeper -> keeper + " DEAD KNOWN").toList();
    List<String> found =
        of(answer).stream().map(f -> f.replaceAll("(BACK_OFF|CIRCUIT_OPEN)$", "KNOWN")).toList();
    assertEquals(expected, found);
  }

  static List<String> of(Answer answer) {
    return of(answer.json());
  }

  /** Such as {@code keeper-3 DEAD ROUND_TIMEOUT round 1 attempt 1}, in the order found. */
  static List<String> of(JsonNode json) {
    List<String> faults = new ArrayList<>();
    for (JsonNode fault : json.path("faults")) {
      List<String> words = new ArrayList<>();
      for (String name : SHOWN) {
        if (fault.has(name)) {
          words.add(fault.path(name).isInt() ? name + " " + fault.path(name) : word(name, fault));
        }
      }
      faults.add(String.join(" ", words));
    }
    return faults;
  }

  private static String word(String name, JsonNode fault) {
    String text = fault.path(name).asText();
    return name.equals("claimedBy") ? "claimed by " + text : text;
  }
}
