package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * Whether a signature is valid under the certified public key.
 *
 * @param faults keepers whose last signed probe contradicts the certificate
 */
public record Verified(boolean valid, FaultReport faults) {}
