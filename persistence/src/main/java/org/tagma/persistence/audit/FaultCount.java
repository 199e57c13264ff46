package org.tagma.persistence.audit;

/**
 * How many records name somebody.
 *
 * @param group the keeper, the rule (or cause, or reason), or the UTC day
 */
public record FaultCount(String group, long imposters, long dead, long refused) {}
