package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * New moduli, certified by all keepers.
 *
 * @param epoch their number, from 1
 * @param set how large they are, {@code p128} or {@code p112}
 * @param bundleHash auxBundleHash, by which sessions name them, 32 bytes
 */
public record ModuliCertified(
    int epoch, String set, byte[] bundleHash, FaultReport faults, String operationId) {}
