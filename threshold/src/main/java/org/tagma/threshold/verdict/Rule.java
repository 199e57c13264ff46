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
   * Whether the messages of {@code round} can break it. Evidence that ends before the last such
   * round lacks something that the rule is about, so it may prove, but refutes nothing.
   */
  default boolean isJudgedIn(int round) {
    return true;
  }

  /**
   * Whether another's message shows the breach, for instance a complaint. Evidence that lacks a
   * member's message of the last round then refutes nothing, since the one that matters may be cut
   * away.
   */
  default boolean isShownByOthers() {
    return false;
  }

  /**
   * Whether the accused's message of the last round need not be there: what all others say in it is
   * enough.
   */
  default boolean isShownBySilence() {
    return false;
  }
}
