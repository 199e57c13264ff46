package org.tagma.threshold.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagma.threshold.verdict.Fault;

/** docs/attacks.md: a row for each field and what its changes led to. */
final class AttackPage {
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();

  /** One attack and what came of it. */
  record Row(
      Expected verdict,
      String protocol,
      String message,
      String field,
      String change,
      boolean completes,
      int evidenceBytes) {}

  /** A fault's rule, cause or reason. */
  static String describe(Fault fault) {
    return fault
        .verdict()
        .match(
            i -> i.evidence().rule(),
            d -> d.cause().name(),
            r -> r.reason().name(),
            c -> "INCONCLUSIVE");
  }

  void add(Row row) {
    String key = row.message() + "|" + row.field() + "|" + row.verdict();
    rows.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
  }

  String text() {
    List<String> lines = new ArrayList<>();
    int attacks = rows.values().stream().mapToInt(List::size).sum();
    lines.add("# Attacks on single fields, and who was named");
    lines.add("");
    lines.add(
        "One keeper of three lies: it changes one field of one message and signs that. This page is written by");
    lines.add(
        "[FieldMutationTest](../threshold/src/test/java/org/tagma/threshold/mutation/FieldMutationTest.java), which runs each of the");
    lines.add(attacks + " attacks in an operation of its own, compares with what");
    lines.add(
        "[Tables](../threshold/src/test/java/org/tagma/threshold/mutation/Tables.java) expects, and fails when this page differs. In none was anybody");
    lines.add("named but the liar.");
    lines.add("");
    lines.add(
        "- *named by*: the [rule](rules.md) that the evidence proves. \"nobody\" is followed by what the others saw: a message");
    lines.add(
        "  that belongs to no session says nothing about its sender, and a keeper that finds its own share bad refuses.");
    lines.add(
        "- *completes*: whether the operation has its result all the same. Key generation needs everybody, and fails closed.");
    lines.add("- *evidence*: the largest, in bytes of its canonical JSON.");
    String protocol = "";
    for (List<Row> group : rows.values()) {
      Row first = group.get(0);
      if (!first.protocol().equals(protocol)) {
        protocol = first.protocol();
        lines.add("");
        lines.add("## " + protocol);
        lines.add("");
        lines.add("| message | field | changes | named by | completes | evidence |");
        lines.add("|---|---|---|---|---|---|");
      }
      lines.add(line(first, group));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(Row first, List<Row> group) {
    int largest = group.stream().mapToInt(Row::evidenceBytes).max().orElseThrow();
    String changes = String.join(", ", group.stream().map(Row::change).toList());
    String verdict = "`" + first.verdict().verdict() + "`";
    return "| "
        + String.join(
            " | ",
            first.message(),
            "`" + first.field() + "`",
            changes,
            first.verdict().named() ? verdict : "nobody, " + verdict,
            first.completes() ? "yes" : "no",
            largest == 0 ? "" : String.valueOf(largest))
        + " |";
  }
}
