package org.tagma.web.operation;

import java.util.List;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.Encrypted;

/** The answer of {@code POST /ecies/encrypt}. No peer is asked for it, so the lists are empty. */
public record EncryptAnswer(
    byte[] ciphertext64,
    int generation,
    boolean ccaSafe,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId) {

  static EncryptAnswer of(Encrypted encrypted) {
    FaultReport faults = encrypted.faults();
    return new EncryptAnswer(
        encrypted.ciphertext(),
        encrypted.generation(),
        encrypted.ccaSafe(),
        faults.imposters(),
        faults.dead(),
        faults.refused(),
        faults.faults(),
        encrypted.operationId());
  }
}
