package org.tagma.threshold.verdict;

/**
 * A protocol rule whose breach can be proved from signed messages alone. Rules are named
 * PROTOCOL.CHECK, without rounds (spec/api.md, Errors).
 */
public interface Rule {
  /** The rule's name in faults and evidence, for instance {@code FROST.SHARE}. */
  String id();

  /** One sentence for an auditor: what the accused did. */
  String explanation();

  /**
   * Whether the messages of {@code round} can break it. Evidence that ends in another round lacks
   * what the rule is about, so it decides nothing.
   */
  default boolean isJudgedIn(int round) {
    return true;
  }
}
