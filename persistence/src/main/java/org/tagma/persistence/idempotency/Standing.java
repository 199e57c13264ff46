package org.tagma.persistence.idempotency;

import java.util.function.Function;
import java.util.function.Supplier;

/** How a request under an Idempotency-Key stands. */
public sealed interface Standing {
  /** Nobody has done it: the caller of the repository does, and answers or releases it. */
  record Claimed() implements Standing {}

  /** It is being done. */
  record UnderWay() implements Standing {}

  /** It has been done. */
  record Answered(RecordedAnswer answer) implements Standing {}

  /** The key was used for another request. */
  record OtherRequest() implements Standing {}

  /** Folds over the four cases. */
  default <T> T match(
      Supplier<T> claimed,
      Supplier<T> underWay,
      Function<RecordedAnswer, T> answered,
      Supplier<T> otherRequest) {
    if (this instanceof Claimed) {
      return claimed.get();
    }
    if (this instanceof UnderWay) {
      return underWay.get();
    }
    return this instanceof Answered done ? answered.apply(done.answer()) : otherRequest.get();
  }
}
