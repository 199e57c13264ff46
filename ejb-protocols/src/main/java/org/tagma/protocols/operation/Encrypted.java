package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A ciphertext.
 *
 * @param ciphertext as its client keeps it
 * @param generation the key generation that decrypts it, from 1
 * @param ccaSafe whether callers who may decrypt other ciphertexts of the key learn nothing of it
 * @param faults keepers that contradict the key's certificate; nobody was asked
 */
public record Encrypted(
    byte[] ciphertext, int generation, boolean ccaSafe, FaultReport faults, String operationId) {}
