package org.tagma.server.launch;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Lets through what the application says, and the server's warnings but one. */
public final class WorthLogging implements Filter {
  /**
   * The server looks for the data source's settings once before the application's own defaults are
   * there, warns that it has none, and finds them later.
   */
  private static final String TOO_EARLY = "MicroProfile Config: property 'tagma.database.";

  @Override
  public boolean isLoggable(LogRecord record) {
    String message = record.getMessage();
    if (message != null && message.startsWith(TOO_EARLY)) {
      return false;
    }
    String logger = record.getLoggerName();
    return record.getLevel().intValue() >= Level.WARNING.intValue()
        || (logger != null && logger.startsWith("org.tagma."));
  }
}
