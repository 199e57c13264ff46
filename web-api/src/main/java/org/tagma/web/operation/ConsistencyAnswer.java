package org.tagma.web.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.protocols.operation.ConsistencyReport;

/**
 * The answer of {@code POST /consistency/fix}.
 *
 * @param targetGeneration left out when no keeper knows the key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsistencyAnswer(
    String verdict, Integer targetGeneration, SortedMap<String, Versions> versions) {
  /**
   * A keeper's generations.
   *
   * @param activeGen left out when there is none
   * @param pendingGen left out when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Versions(Integer activeGen, Integer pendingGen) {}

  static ConsistencyAnswer of(ConsistencyReport report) {
    SortedMap<String, Versions> versions = new TreeMap<>();
    report
        .versions()
        .forEach((k, v) -> versions.put(k, new Versions(some(v.active()), some(v.pending()))));
    return new ConsistencyAnswer(
        report.verdict().name(),
        report.targetGeneration().isPresent() ? report.targetGeneration().getAsInt() : null,
        versions);
  }

  private static Integer some(int generation) {
    return generation == 0 ? null : generation;
  }
}
