package org.tagma.protocols.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.FaultReport;

class OperationLogTest {
  private final List<LogRecord> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger(OperationLogTest.class.getName());
  private final Handler kept =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void keep() {
    logger.addHandler(kept);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void forget() {
    logger.removeHandler(kept);
  }

  @Test
  void aLineCarriesItsOperationAsAValueOfItsOwn() {
    OperationLog.of(OperationLogTest.class).say(Level.WARNING, "op-1", "it went wrong");

    assertEquals(1, lines.size());
    LogRecord line = lines.get(0);
    assertEquals(List.of(Map.of("operationId", "op-1")), List.of(line.getParameters()));
    assertEquals(Level.WARNING, line.getLevel());
    assertEquals(OperationLogTest.class.getName(), line.getLoggerName());
  }

  @Test
  void aLineForPeopleBeginsWithTheOperation() {
    OperationLog.of(OperationLogTest.class).say(Level.INFO, "op-1", "sign 200");

    assertEquals("op-1: sign 200", new SimpleFormatter().formatMessage(lines.get(0)));
  }

  private static AuditEntry entry(AuditEntry.Outcome outcome, FaultReport faults) {
    return AuditEntry.closed("sign", "alice", "op-1", "sid", 1, outcome, faults);
  }

  @Test
  void theSummaryOfARecordSaysHowItWentAndWhoWasAtFault() {
    FaultReport faults =
        new FaultReport(List.of("keeper-2"), List.of("keeper-3", "keeper-4"), List.of(), List.of());
    AuditEntry bad = entry(new AuditEntry.Outcome(503, "INCONCLUSIVE", "a detail"), faults);
    assertEquals(
        Optional.of("sign.close 503 INCONCLUSIVE imposters [keeper-2] dead [keeper-3, keeper-4]"),
        bad.summary());
    assertEquals(Level.WARNING, bad.severity());
    AuditEntry good = entry(AuditEntry.Outcome.ok(), FaultReport.none());
    assertEquals(Optional.of("sign.close 200"), good.summary());
    assertEquals(Level.INFO, good.severity());
    assertEquals("op-1", good.operation());
  }

  @Test
  void whatHasOnlyBegunIsNotLogged() {
    assertEquals(Optional.empty(), AuditEntry.opened("sign", "alice", "op-1", "sid", 1).summary());
  }
}
