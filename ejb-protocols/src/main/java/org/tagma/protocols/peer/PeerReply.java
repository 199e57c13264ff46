package org.tagma.protocols.peer;

import java.util.function.Function;
import java.util.function.Supplier;
import org.tagma.threshold.verdict.CauseOfDeath;

/** What became of one exchange with a peer. */
public sealed interface PeerReply {
  /**
   * The peer answered within the deadline and the limits of size.
   *
   * @param status the HTTP status, 2xx or 4xx
   * @param body the bytes of the answer, not judged here
   */
  record Answered(int status, byte[] body) implements PeerReply {
    @Override
    public <T> T fold(
        Function<Answered, T> answered, Function<Dead, T> dead, Supplier<T> overloaded) {
      return answered.apply(this);
    }

    @Override
    public String toString() {
      return "Answered[status=" + status + ", " + body.length + " bytes]";
    }
  }

  /**
   * The peer did not answer, or not usably: an observation, never an accusation.
   *
   * @param afterMillis time from the call to the observation, milliseconds
   */
  record Dead(CauseOfDeath cause, long afterMillis) implements PeerReply {
    @Override
    public <T> T fold(
        Function<Answered, T> answered, Function<Dead, T> dead, Supplier<T> overloaded) {
      return dead.apply(this);
    }
  }

  /** This keeper itself was too busy or stalled: nothing is known about the peer. */
  record Overloaded() implements PeerReply {
    @Override
    public <T> T fold(
        Function<Answered, T> answered, Function<Dead, T> dead, Supplier<T> overloaded) {
      return overloaded.get();
    }
  }

  <T> T fold(Function<Answered, T> answered, Function<Dead, T> dead, Supplier<T> overloaded);
}
