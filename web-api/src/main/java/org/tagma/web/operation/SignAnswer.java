package org.tagma.web.operation;

import java.util.List;
import java.util.Map;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.SignatureType;
import org.tagma.protocols.operation.Signed;

/** The answer of {@code POST /sign}. */
public record SignAnswer(
    String code,
    SignatureType type,
    Map<String, byte[]> signature,
    int generation,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId,
    int attempts) {

  static SignAnswer of(Signed signed) {
    FaultReport faults = signed.faults();
    return new SignAnswer(
        "SUCCESS",
        signed.type(),
        signed.signatures(),
        signed.generation(),
        faults.imposters(),
        faults.dead(),
        faults.refused(),
        faults.faults(),
        signed.operationId(),
        signed.attempts());
  }
}
