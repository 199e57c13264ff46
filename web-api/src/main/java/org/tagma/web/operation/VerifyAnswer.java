package org.tagma.web.operation;

import java.util.List;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.protocols.operation.Verified;

/**
 * The answer of {@code POST /sign/verify}. No peer is asked for it, so the lists are empty; {@code
 * faults} holds the keepers that contradict the certificate, {@code INCONSISTENT}.
 */
public record VerifyAnswer(
    boolean valid,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults) {

  static VerifyAnswer of(Verified verified) {
    FaultReport faults = verified.faults();
    return new VerifyAnswer(
        verified.valid(), faults.imposters(), faults.dead(), faults.refused(), faults.faults());
  }
}
