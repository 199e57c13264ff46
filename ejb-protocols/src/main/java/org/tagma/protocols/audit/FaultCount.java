package org.tagma.protocols.audit;

/**
 * How many faults the records of this keeper hold in one group.
 *
 * @param group the keeper, the rule (or cause, or reason), or the day in UTC as {@code 2026-01-31}
 */
public record FaultCount(String group, long imposters, long dead, long refused) {

  /** How the faults are grouped. */
  public enum By {
    KEEPER,
    RULE,
    DAY
  }
}
