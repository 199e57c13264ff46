package org.tagma.server.launch;

import java.util.Locale;
import java.util.Properties;

/** How a keeper writes its log: {@code tagma.log.format}. */
enum LogFormat {
  /** A line for people. */
  TEXT("java.util.logging.SimpleFormatter"),

  /** An object a line, for collectors; the server's own formatter. */
  JSON("fish.payara.enterprise.server.logging.JSONLogFormatter");

  static final String SETTING = "tagma.log.format";

  private final String formatter;

  LogFormat(String formatter) {
    this.formatter = formatter;
  }

  /** The format among these settings; TEXT unless given. */
  static LogFormat of(Properties settings) throws StartFailure {
    String name = settings.getProperty(SETTING, "text").strip();
    for (LogFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    throw new StartFailure("the setting " + SETTING + " is text or json, not " + name);
  }

  /** The server's logging.properties in this format, from those for text. */
  String applyTo(String loggingProperties) {
    return loggingProperties.replace(
        "ConsoleHandler.formatter=" + TEXT.formatter, "ConsoleHandler.formatter=" + formatter);
  }
}
