package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.tagma.protocols.failure.FaultReport;

/**
 * A certified public key, or one derived from it.
 *
 * @param data with the tweak; SEC1 compressed, or 32 bytes on Ed25519
 * @param certificate without the tweak: the certificate that all keepers signed at key generation
 * @param faults keepers whose last signed probe contradicts the certificate
 */
public record PublicKey(byte[] data, JsonNode certificate, FaultReport faults) {}
