package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A generation that is over.
 *
 * @param version the generation
 * @param everywhere whether every holder has said that it erased its share; else the others learn
 *     it when they come back, and fewer than t of them hold one until then
 */
public record Destroyed(
    String keyId, int version, boolean everywhere, FaultReport faults, String operationId) {
  /** The status of an answer, where not every holder has erased its share (spec/api.md). */
  public static final int NOT_EVERYWHERE = 299;
}
