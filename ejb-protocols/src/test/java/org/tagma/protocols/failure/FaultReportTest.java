package org.tagma.protocols.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultReportTest {
  private static final ReportedFault FIRST = ReportedFault.inconsistent("keeper-2");
  private static final ReportedFault SECOND = ReportedFault.inconsistent("keeper-1");

  @Test
  void twoOfOneRequestNameEverybodyOnceAndTellEverything() {
    FaultReport earlier =
        new FaultReport(
            List.of("keeper-10"), List.of("keeper-3"), List.of("keeper-4"), List.of(FIRST));
    FaultReport later =
        new FaultReport(
            List.of("keeper-2", "keeper-10"), List.of(), List.of("keeper-5"), List.of(SECOND));
    assertEquals(
        new FaultReport(
            List.of("keeper-2", "keeper-10"),
            List.of("keeper-3"),
            List.of("keeper-4", "keeper-5"),
            List.of(FIRST, SECOND)),
        earlier.and(later));
    assertEquals(earlier, earlier.and(FaultReport.none()));
    assertEquals(earlier, FaultReport.none().and(earlier));
  }
}
