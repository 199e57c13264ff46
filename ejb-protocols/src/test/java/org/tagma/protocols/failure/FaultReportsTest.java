package org.tagma.protocols.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultReportsTest {
  @Test
  void whoContradictsACertificateIsReportedAndInNoList() {
    FaultReport report = FaultReports.inconsistent(List.of(3, 2));
    assertEquals(
        List.of("keeper-3 INCONSISTENT", "keeper-2 INCONSISTENT"),
        report.faults().stream().map(f -> f.keeper() + " " + f.verdict()).toList());
    assertEquals(new FaultReport(List.of(), List.of(), List.of(), report.faults()), report);
  }
}
