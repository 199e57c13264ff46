package org.tagma.threshold.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Quarantined;

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

  /** Keepers barred for a lie in an earlier operation: they are not asked. */
  default List<Quarantined> quarantined() {
    return List.of();
  }

  /**
   * Posts each call to its keeper, all at once, and waits for everybody's answer or the round's
   * deadline.
   *
   * @return an answer for every key of {@code calls}
   */
  Map<Integer, Reply> round(Session session, int round, Map<Integer, RoundCall> calls);

  /**
   * As {@link #round}, when some of the answers are enough: hands each over as it comes, and
   * returns once {@code parts} needs no more, at the latest when {@link #round} would. An answer
   * that is still out then is handed over as a late one when it comes or its deadline passes. Links
   * that cannot do that wait for everybody.
   */
  default void parts(Session session, int round, Map<Integer, RoundCall> calls, Parts parts) {
    round(session, round, calls).forEach(parts::take);
  }

  /** Who takes the answers that {@link #parts} collects. */
  interface Parts {
    /** Takes an answer, one at a time; true when no more are needed. */
    boolean take(int keeper, Reply reply);

    /**
     * The faults that an answer shows which nobody waited for: for the record, since the result is
     * out. Called from any thread.
     */
    List<Fault> late(int keeper, Reply reply);
  }

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
