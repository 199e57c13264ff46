package org.tagma.threshold.verdict;

import java.util.function.Function;

/**
 * What a coordinator concludes about a keeper it asked (DESIGN section 4, "How verdicts travel").
 *
 * <p>An {@link Imposter} is born only from evidence that verifies, a {@link Dead} only where an
 * answer stayed out, a {@link Refused} only from an authenticated refusal, an {@link Inconclusive}
 * where blame cannot name one.
 */
public sealed interface Verdict {
  /** It lied, and the evidence proves it to anyone. */
  record Imposter(Evidence evidence) implements Verdict {}

  /**
   * It did not answer.
   *
   * @param afterMillis how long the coordinator waited, in milliseconds; 0 where it was not asked
   *     at all
   */
  record Dead(CauseOfDeath cause, long afterMillis) implements Verdict {}

  /**
   * It declined, and signed that.
   *
   * @param retryAfterMillis when asking again may help, in milliseconds; 0 where it says nothing
   */
  record Refused(RefusalReason reason, long retryAfterMillis) implements Verdict {}

  /** The attempt failed and nobody can be named. */
  record Inconclusive() implements Verdict {}

  /** Folds over the four cases. */
  default <T> T match(
      Function<Imposter, T> imposter,
      Function<Dead, T> dead,
      Function<Refused, T> refused,
      Function<Inconclusive, T> inconclusive) {
    if (this instanceof Imposter i) {
      return imposter.apply(i);
    }
    if (this instanceof Dead d) {
      return dead.apply(d);
    }
    if (this instanceof Refused r) {
      return refused.apply(r);
    }
    return inconclusive.apply((Inconclusive) this);
  }
}
