package org.tagma.threshold.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * How a run reaches the keepers, its own included: peer links in the server, a virtual network in
 * the simulator. The run has no clock and no thread of its own.
 */
public interface Links {
  /** Epoch milliseconds. */
  long now();

  /** 32 fresh bytes. */
  Bytes nonce();

  /**
   * Every other keeper that may be asked, the one to ask first in front: ready ones first, then
   * rotating.
   */
  List<Integer> preference();

  /** Keepers not worth asking now, and why: CIRCUIT_OPEN or BACK_OFF. */
  Map<Integer, CauseOfDeath> knownDead();

  /**
   * Posts each call to its keeper, all at once, and waits for everybody's answer or the round's
   * deadline.
   *
   * @return an answer for every key of {@code calls}
   */
  Map<Integer, Reply> round(Session session, int round, Map<Integer, RoundCall> calls);

  /** Asks one keeper to open its view; {@code message} is a signed VIEW_REQUEST. */
  Reply view(Session session, int keeper, String message);

  /** Tells a keeper how the session ended; {@code message} is a signed CLOSE. Does not wait. */
  void close(Session session, int keeper, String message);

  /**
   * Where a call goes.
   *
   * @param protocol decides the deadline
   * @param derivations for the coordinator's own part, which sees the same messages
   */
  record Session(Bytes sid, String protocol, long notAfter, Derivations derivations) {}

  /** What came of a call. */
  sealed interface Reply {
    /** An answer; what it is worth is still to be seen. */
    record Answered(HostAnswer answer) implements Reply {}

    /** None came. */
    record Silent(CauseOfDeath cause, long afterMillis) implements Reply {}

    /** None came in time, but this keeper itself was overloaded: no verdict on the other. */
    record Overloaded() implements Reply {}

    /** Folds over the three cases. */
    default <T> T match(
        Function<Answered, T> answered,
        Function<Silent, T> silent,
        Function<Overloaded, T> overloaded) {
      if (this instanceof Answered a) {
        return answered.apply(a);
      }
      if (this instanceof Silent s) {
        return silent.apply(s);
      }
      return overloaded.apply((Overloaded) this);
    }
  }
}
