package org.tagma.threshold.verdict;

/**
 * A check that failed on signed messages: the only thing that can accuse.
 *
 * @param accused the keeper whose message breaks the rule
 * @param rule the rule it breaks
 * @param round the round whose messages show it, at least 1
 * @param witness the keeper whose message of that round shows it: the accused, or one that
 *     complains about it
 */
public record Offence(int accused, Rule rule, int round, int witness) {
  /** An offence that the accused's own message of {@code round} shows. */
  public static Offence of(int accused, Rule rule, int round) {
    return new Offence(accused, rule, round, accused);
  }
}
