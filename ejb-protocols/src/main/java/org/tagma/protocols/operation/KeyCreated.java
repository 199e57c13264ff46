package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A key that all keepers have certified.
 *
 * @param generation its generation, from 1
 * @param publicKey SEC1 compressed, or 32 bytes on Ed25519
 */
public record KeyCreated(
    String keyId, int generation, byte[] publicKey, FaultReport faults, String operationId) {}
