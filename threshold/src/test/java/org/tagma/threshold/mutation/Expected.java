package org.tagma.threshold.mutation;

import org.tagma.threshold.verdict.Rule;

/**
 * What must come of a mutation: written down beforehand, from the specification.
 *
 * @param verdict the rule that its sender is named by; or how it is told about without being named:
 *     a cause of death, or a reason of refusal
 * @param named whether the sender is an imposter
 */
record Expected(String verdict, boolean named) {
  static Expected names(Rule rule) {
    return new Expected(rule.id(), true);
  }

  /** Nobody lied as far as anyone can prove; the keeper is dead, or has refused. */
  static Expected nobody(Enum<?> observation) {
    return new Expected(observation.name(), false);
  }
}
