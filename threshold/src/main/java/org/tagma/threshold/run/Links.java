package org.tagma.threshold.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

  /** Keepers not worth asking now, and why: CIRCUIT_OPEN, TLS_FAILED or BACK_OFF. */
  Map<Integer, CauseOfDeath> knownDead();

  /** Keepers barred for a lie in an earlier operation: they are not asked. */
  default List<Quarantined> quarantined() {
    return List.of();
  }

  /** Asks one keeper to open the session; {@code call} holds the opening and no round. */
  Reply open(Session session, int keeper, RoundCall call);

  /** Waits for so many milliseconds. */
  void pause(long millis);

  /** Posts each call to its keeper, all at once. Need not wait for the answers. */
  Asked ask(Session session, int round, Map<Integer, RoundCall> calls);

  /** A round that has been asked for. */
  @FunctionalInterface
  interface Asked {
    /**
     * The answers so far, by keeper. Everybody asked has one as soon as all have answered or the
     * round's deadline has passed.
     */
    Map<Integer, Reply> replies();

    /**
     * Nobody waits any more: hands over every answer, those that are still out when they come or
     * their deadline passes.
     */
    default void abandon(Late late) {
      replies().forEach(late::late);
    }
  }

  /**
   * Waits until everybody has an answer in one of these rounds, or until the time has come.
   *
   * @param until epoch milliseconds
   */
  default void await(Collection<Asked> rounds, long until) {}

  /**
   * After how many milliseconds without an answer a keeper is so late that asking another one
   * beside it is worth the work; empty where that is not known.
   */
  default OptionalLong lateAfter(Session session, int round, int keeper) {
    return OptionalLong.empty();
  }

  /**
   * As {@link #ask}, when some of the answers are enough: hands each over as it comes, and returns
   * once {@code parts} needs no more, at the latest when everybody has answered or the deadline has
   * passed. An answer that is still out then is handed over as a late one when it comes or its
   * deadline passes. Links that cannot do that wait for everybody.
   */
  default void parts(Session session, int round, Map<Integer, RoundCall> calls, Parts parts) {
    Asked asked = ask(session, round, calls);
    await(List.of(asked), Long.MAX_VALUE);
    asked.replies().forEach(parts::take);
  }

  /** Who takes the answers that {@link #parts} collects. */
  interface Parts extends Late {
    /** Takes an answer, one at a time; true when no more are needed. */
    boolean take(int keeper, Reply reply);
  }

  /** Who judges answers that nobody waited for. */
  @FunctionalInterface
  interface Late {
    /**
     * The faults that the answer shows: for the record, since the result is out. Called from any
     * thread.
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
