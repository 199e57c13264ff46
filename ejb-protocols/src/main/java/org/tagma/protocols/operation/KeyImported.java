package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A key that was imported, and that all keepers have certified.
 *
 * @param generation the one that is active now: 2, or 1 where the refresh failed
 * @param publicKey SEC1 compressed, or 32 bytes on Ed25519
 * @param refreshed whether the shares that the dealer knew are out of use
 * @param faults of the import, then of the refresh
 */
public record KeyImported(
    String keyId,
    int generation,
    byte[] publicKey,
    boolean refreshed,
    FaultReport faults,
    String operationId) {}
