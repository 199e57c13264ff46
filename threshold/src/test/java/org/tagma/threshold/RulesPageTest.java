package org.tagma.threshold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.CoordinatorRule;
import org.tagma.threshold.verdict.EnvelopeRule;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Rule;

/** docs/rules.md says what the code says; a failure shows the text the page must have. */
class RulesPageTest {
  private static final Path PAGE = Path.of("..", "docs", "rules.md");
  private static final String ANY_PROTOCOL = "any";

  @Test
  void thePageListsEveryRuleCauseAndReason() throws IOException {
    String expected = page();
    assertEquals(
        expected,
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        () -> "docs/rules.md must read:\n" + expected);
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# Rules, causes of death, and reasons of refusal");
    lines.add("");
    lines.add("This page is generated from the code, and");
    lines.add(
        "[RulesPageTest](../threshold/src/test/java/org/tagma/threshold/RulesPageTest.java) fails when the two differ.");
    lines.add("");
    lines.add("## Rules");
    lines.add("");
    lines.add(
        "Only the breach of one of these makes a keeper an imposter, and only with evidence that anyone can check again.");
    lines.add(
        "The id is in `faults[].rule` of an answer and of an audit record, and in the evidence.");
    lines.add("");
    lines.addAll(table("rule", "protocol", "what the keeper did"));
    addRules(lines, ANY_PROTOCOL, Arrays.asList(CoordinatorRule.values()));
    addRules(lines, ANY_PROTOCOL, Arrays.asList(EnvelopeRule.values()));
    KnownProtocols.all().all().stream()
        .sorted(Comparator.comparing(Protocol::name))
        .forEach(protocol -> addRules(lines, protocol.name(), protocol.rules()));
    lines.add("");
    lines.add("## Causes of death");
    lines.add("");
    lines.add(
        "A keeper in `dead` gave no usable answer. The cause, in `faults[].cause`, is an observation and no accusation.");
    lines.add("");
    lines.addAll(table("cause", "what was observed"));
    for (CauseOfDeath cause : CauseOfDeath.values()) {
      lines.add(row(code(cause.name()), cause.explanation()));
    }
    lines.add("");
    lines.add("## Reasons of refusal");
    lines.add("");
    lines.add(
        "A keeper in `refused` declined and signed that. The reason is in `faults[].reason`; one that excludes leaves the");
    lines.add("keeper out of the later attempts of the same operation.");
    lines.add("");
    lines.addAll(table("reason", "why the keeper declines", "excludes"));
    for (RefusalReason reason : RefusalReason.values()) {
      lines.add(row(code(reason.name()), reason.explanation(), reason.excludes() ? "yes" : "no"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addRules(List<String> lines, String protocol, List<? extends Rule> rules) {
    rules.forEach(rule -> lines.add(row(code(rule.id()), protocol, rule.explanation())));
  }

  private static List<String> table(String... columns) {
    return List.of(row(columns), "|" + "---|".repeat(columns.length));
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String code(String name) {
    return "`" + name + "`";
  }
}
