package org.tagma.web.operation;

import org.tagma.protocols.operation.Destroyed;

/** An answer that may be about something that not every keeper has done yet. */
interface Partial {
  /** The status of such an answer (spec/api.md, POST /destroy). */
  int STATUS = Destroyed.NOT_EVERYWHERE;

  /** The header that comes with it (RFC 9111 section 5.5). */
  String HEADER = "Warning";

  /** The warn-code, this agent unnamed, and the text. */
  String WARNING = "299 - \"not every keeper has committed yet, the answer says who\"";

  /** Whether some keeper has still to do it. */
  boolean isPartial();
}
