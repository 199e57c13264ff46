package org.tagma.threshold.verdict;

import org.tagma.threshold.transcript.Bytes;

/**
 * A keeper that is barred for a lie in an earlier operation: it is not asked, and in this operation
 * it did nothing.
 *
 * @param rule the rule it broke then
 * @param evidence the name of the evidence, {@link Evidence#hash}
 */
public record Quarantined(int keeper, String rule, Bytes evidence) {}
