package org.tagma.threshold.verdict;

/**
 * A verdict with its place in the operation.
 *
 * @param keeper whom it is about
 * @param round the round in which it was found; 0 before the first
 * @param attempt the attempt in which it was found; 0 before the first
 */
public record Fault(int keeper, Verdict verdict, int round, int attempt) {}
