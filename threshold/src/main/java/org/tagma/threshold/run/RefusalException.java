package org.tagma.threshold.run;

import org.tagma.threshold.verdict.RefusalReason;

/** This keeper declines; the host turns it into a signed refusal. */
final class RefusalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalReason reason;
  private final long retryAfter;
  private final int generation;

  RefusalException(RefusalReason reason) {
    this(reason, 0, 0);
  }

  RefusalException(RefusalReason reason, long retryAfter, int generation) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.generation = generation;
  }

  RefusalReason reason() {
    return reason;
  }

  long retryAfter() {
    return retryAfter;
  }

  int generation() {
    return generation;
  }
}
