package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A plaintext, and who was found at fault on the way.
 *
 * @param plaintext a secret, which whoever answers erases
 * @param ccaSafe whether callers who may decrypt other ciphertexts of the key learn nothing of it
 */
public record Decrypted(byte[] plaintext, boolean ccaSafe, FaultReport faults, String operationId) {

  @Override
  public String toString() {
    return "Decrypted[operationId=" + operationId + ", redacted]";
  }
}
