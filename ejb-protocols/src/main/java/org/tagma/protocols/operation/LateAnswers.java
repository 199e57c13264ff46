package org.tagma.protocols.operation;

import org.tagma.threshold.run.Links;

/** Hears of answers that came, or stayed out, when the result had been found without them. */
@FunctionalInterface
interface LateAnswers {
  /** Does not wait; {@code judge} says what the reply is worth. */
  void late(int keeper, Links.Reply reply, Links.Late judge);
}
