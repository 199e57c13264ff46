package org.tagma.protocols.audit;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Log lines about one operation. They carry its id as a value of their own, so that the lines of
 * all keepers about one request can be found; where the format is JSON it is a member of the line.
 * Messages hold no secret.
 */
public final class OperationLog {
  /** The member that carries the id. */
  public static final String OPERATION_ID = "operationId";

  private final Logger logger;

  private OperationLog(Logger logger) {
    this.logger = logger;
  }

  /** The log of a class. */
  public static OperationLog of(Class<?> type) {
    return new OperationLog(Logger.getLogger(type.getName()));
  }

  /**
   * Says something about an operation.
   *
   * @param message without the operation's id, which is put in front of it
   */
  public void say(Level level, String operationId, String message) {
    failed(level, operationId, message, null);
  }

  /** The same with what was thrown; null where nothing was. */
  public void failed(Level level, String operationId, String message, Throwable thrown) {
    if (!logger.isLoggable(level)) {
      return;
    }
    LogRecord line = new LogRecord(level, operationId + ": " + message);
    line.setLoggerName(logger.getName());
    line.setParameters(new Object[] {Map.of(OPERATION_ID, operationId)});
    line.setThrown(thrown);
    logger.log(line);
  }
}
