package org.tagma.protocols.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Quarantined;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

class FaultReportsTest {
  @Test
  void whoIsInQuarantineIsReportedWithItsEvidenceAndInNoList() {
    VerdictLedger ledger = new VerdictLedger();
    ledger.add(new Fault(3, new Verdict.Dead(CauseOfDeath.BACK_OFF, 0), 0, 0));
    Bytes evidence = Bytes.of(new byte[32]);
    ledger.bar(new Quarantined(2, "FROST.SHARE", evidence));

    FaultReport report = FaultReports.of(ledger);

    assertEquals(List.of(), report.imposters());
    assertEquals(List.of("keeper-3"), report.dead());
    assertEquals(List.of(), report.refused());
    assertEquals(
        List.of("QUARANTINED", "DEAD"),
        report.faults().stream().map(ReportedFault::verdict).toList());
    ReportedFault barred = report.faults().get(0);
    assertEquals("keeper-2", barred.keeper());
    assertEquals("FROST.SHARE", barred.rule());
    assertEquals("/v1/keeper/audit/evidence/" + evidence.base64Url(), barred.evidence());
  }

  @Test
  void whoContradictsACertificateIsReportedAndInNoList() {
    FaultReport report = FaultReports.inconsistent(List.of(3, 2));
    assertEquals(
        List.of("keeper-3 INCONSISTENT", "keeper-2 INCONSISTENT"),
        report.faults().stream().map(f -> f.keeper() + " " + f.verdict()).toList());
    assertEquals(new FaultReport(List.of(), List.of(), List.of(), report.faults()), report);
  }
}
