package org.tagma.server.launch;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Lets through what the application says, and the server's warnings that somebody can use. */
public final class WorthLogging implements Filter {
  /**
   * The server looks for the data source's settings once before the application's own defaults are
   * there, warns that it has none, and finds them later.
   */
  private static final String TOO_EARLY = "MicroProfile Config: property 'tagma.database.";

  private static final int LONGEST_CHAIN = 20;

  /**
   * How the server and the JDK say that the other side has closed the connection. Anybody can do
   * that at any time, and the server tells it with several stack traces each time.
   */
  private static final Set<String> GONE =
      Set.of("Connection is closed", "Connection closed", "Broken pipe", "Connection reset");

  /**
   * What the server says, with a stack trace each time, when it has an error to tell and nobody is
   * left to tell it to. A failure of the application itself is logged by the application.
   */
  private static final List<String> NOBODY_LEFT =
      List.of("Exception sending default error page", "Exception processing ErrorPage");

  /**
   * What keeps a keeper from starting and is said by the application, in one line; the server
   * repeats it with the stack traces of all it was wrapped into.
   */
  private static final Set<String> SAID =
      Set.of(
          "org.tagma.persistence.StorageUnavailable",
          "org.tagma.protocols.keeper.InvalidConfiguration");

  private final SimpleFormatter text = new SimpleFormatter();

  @Override
  public boolean isLoggable(LogRecord record) {
    String message = String.valueOf(text.formatMessage(record)); // the server logs keys of a bundle
    if (message.startsWith(TOO_EARLY) || NOBODY_LEFT.stream().anyMatch(message::contains)) {
      return false;
    }
    String logger = record.getLoggerName();
    if (logger != null && logger.startsWith("org.tagma.")) {
      return true;
    }
    return record.getLevel().intValue() >= Level.WARNING.intValue()
        && !clientGone(record.getThrown())
        && !said(record.getThrown());
  }

  private static boolean said(Throwable thrown) {
    return causes(thrown).anyMatch(cause -> SAID.contains(cause.getClass().getName()));
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
  }

  private static boolean clientGone(Throwable thrown) {
    return causes(thrown)
        .anyMatch(
            cause ->
                cause instanceof IOException && GONE.contains(String.valueOf(cause.getMessage())));
  }
}
