package org.tagma.threshold.verdict;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A check that failed on signed messages: the only thing that can accuse.
 *
 * @param accused the keeper whose message breaks the rule
 * @param rule the rule it breaks
 * @param round the round whose messages show it, at least 1
 * @param witnesses the keepers whose messages of that round show it: the accused, one that
 *     complains about it, or all whose openings the check needs
 */
public record Offence(int accused, Rule rule, int round, SortedSet<Integer> witnesses) {
  /** Takes a copy. */
  public Offence {
    witnesses = Collections.unmodifiableSortedSet(new TreeSet<>(witnesses));
  }

  /** An offence that the message of one witness shows. */
  public Offence(int accused, Rule rule, int round, int witness) {
    this(accused, rule, round, new TreeSet<>(Set.of(witness)));
  }

  /** An offence that the accused's own message of {@code round} shows. */
  public static Offence of(int accused, Rule rule, int round) {
    return new Offence(accused, rule, round, accused);
  }
}
