package org.tagma.persistence.idempotency;

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

  /** What is done in one case. */
  @FunctionalInterface
  interface Case<S extends Standing, T, X extends Exception> {
    T apply(S standing) throws X;
  }

  /** Folds over the four cases. */
  default <T, X extends Exception> T match(
      Case<Claimed, T, X> claimed,
      Case<UnderWay, T, X> underWay,
      Case<Answered, T, X> answered,
      Case<OtherRequest, T, X> otherRequest)
      throws X {
    if (this instanceof Claimed standing) {
      return claimed.apply(standing);
    }
    if (this instanceof UnderWay standing) {
      return underWay.apply(standing);
    }
    return this instanceof Answered standing
        ? answered.apply(standing)
        : otherRequest.apply((OtherRequest) this);
  }
}
