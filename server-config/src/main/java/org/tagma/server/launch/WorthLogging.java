package org.tagma.server.launch;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Lets through what the application says, and the server's warnings. */
public final class WorthLogging implements Filter {
  @Override
  public boolean isLoggable(LogRecord record) {
    String logger = record.getLoggerName();
    return record.getLevel().intValue() >= Level.WARNING.intValue()
        || (logger != null && logger.startsWith("org.tagma."));
  }
}
