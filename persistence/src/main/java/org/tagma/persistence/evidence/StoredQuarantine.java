package org.tagma.persistence.evidence;

/**
 * A keeper that is barred for a proved lie.
 *
 * @param keeper keeper-N
 * @param evidenceId names the evidence that proves it
 * @param rule the rule it broke, PROTOCOL.CHECK
 * @param since epoch milliseconds
 */
public record StoredQuarantine(String keeper, String evidenceId, String rule, long since) {}
