package org.tagma.protocols.operation;

import org.tagma.protocols.failure.FaultReport;

/**
 * A plaintext, and who was found at fault on the way.
 *
 * @param plaintext a secret, which whoever answers erases
 */
public record Decrypted(byte[] plaintext, FaultReport faults, String operationId) {

  @Override
  public String toString() {
    return "Decrypted[operationId=" + operationId + ", redacted]";
  }
}
