package org.tagma.web.operation;

import java.util.List;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.Decrypted;

/** The answer of {@code POST /ecies/decrypt}. */
public record DecryptAnswer(
    byte[] plaintext64,
    boolean ccaSafe,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId) {

  static DecryptAnswer of(Decrypted decrypted) {
    FaultReport faults = decrypted.faults();
    return new DecryptAnswer(
        decrypted.plaintext(),
        decrypted.ccaSafe(),
        faults.imposters(),
        faults.dead(),
        faults.refused(),
        faults.faults(),
        decrypted.operationId());
  }

  @Override
  public String toString() {
    return "DecryptAnswer[operationId=" + operationId + ", redacted]";
  }
}
