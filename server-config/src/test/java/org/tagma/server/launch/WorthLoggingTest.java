package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  @Test
  void leavesOutThatTheOtherSideClosedItsConnection() {
    IOException gone = new IOException("Connection is closed");
    IOException full = new IOException("No space left on device");

    assertEquals(false, logged("jakarta.enterprise.web", new UncheckedIOException(gone)));
    assertEquals(true, logged("jakarta.enterprise.web", new UncheckedIOException(full)));
    assertEquals(true, logged("jakarta.enterprise.web", new IOException((String) null)));
    assertEquals(true, logged("org.tagma.web", gone));
  }

  private static boolean logged(String logger, Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, "message");
    record.setLoggerName(logger);
    record.setThrown(thrown);
    return new WorthLogging().isLoggable(record);
  }

  private static boolean logged(String logger, Level level) {
    LogRecord record = new LogRecord(level, "message");
    record.setLoggerName(logger);
    return new WorthLogging().isLoggable(record);
  }
}
