package org.tagma.web.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.PublicKey;

/** The answer of {@code GET /publicKey}. */
public record PublicKeyAnswer(
    byte[] data64,
    JsonNode certificate,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults) {

  static PublicKeyAnswer of(PublicKey key) {
    FaultReport faults = key.faults();
    return new PublicKeyAnswer(
        key.data(),
        key.certificate(),
        faults.imposters(),
        faults.dead(),
        faults.refused(),
        faults.faults());
  }
}
