package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class WorthLoggingTest {
  @Test
  void keepsTheApplicationsWordsAndTheServersWarnings() {
    assertEquals(true, logged("org.tagma.protocols.Start", Level.INFO));
    assertEquals(true, logged("jakarta.enterprise.web", Level.WARNING));
    assertEquals(false, logged("jakarta.enterprise.web", Level.INFO));
    assertEquals(false, logged(null, Level.INFO));
  }

  @Test
  void leavesOutThatSettingsAreMissingBeforeTheApplicationIsThere() {
    String early = "MicroProfile Config: property 'tagma.database.url': no value found";
    String late = "MicroProfile Config: property 'tagma.home': no value found";

    assertEquals(false, new WorthLogging().isLoggable(new LogRecord(Level.WARNING, early)));
    assertEquals(true, new WorthLogging().isLoggable(new LogRecord(Level.WARNING, late)));
  }

  private static boolean logged(String logger, Level level) {
    LogRecord record = new LogRecord(level, "message");
    record.setLoggerName(logger);
    return new WorthLogging().isLoggable(record);
  }
}
