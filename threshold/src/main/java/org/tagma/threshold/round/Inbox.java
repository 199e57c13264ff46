package org.tagma.threshold.round;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.Views;

/**
 * All messages of a session as one keeper has received them, round after round, with the view each
 * round leads to. Every round but the last holds exactly one message of every member. Immutable.
 */
public final class Inbox {
  private final Session session;
  private final List<SortedMap<Integer, Received>> rounds;
  private final List<Bytes> views;
  private final Derivations derivations;

  private Inbox(
      Session session,
      List<SortedMap<Integer, Received>> rounds,
      List<Bytes> views,
      Derivations derivations) {
    this.session = session;
    this.rounds = rounds;
    this.views = views;
    this.derivations = derivations;
  }

  /** Before the first round. */
  public static Inbox empty(Session session) {
    return empty(session, new Derivations());
  }

  /** Before the first round; what follows from its messages is shared with others. */
  public static Inbox empty(Session session, Derivations derivations) {
    return new Inbox(session, List.of(), List.of(Views.initial(session.sid())), derivations);
  }

  /** With the messages of the next round. */
  public Inbox with(Collection<Received> messages) {
    SortedMap<Integer, Received> round = new TreeMap<>();
    messages.forEach(m -> round.put(m.envelope().from(), m));
    List<SortedMap<Integer, Received>> more = new ArrayList<>(rounds);
    more.add(Collections.unmodifiableSortedMap(round));
    List<Bytes> moreViews = new ArrayList<>(views);
    moreViews.add(
        Views.next(
            session.sid(),
            more.size(),
            views.get(views.size() - 1),
            round.values().stream().map(r -> Views.Row.of(r.envelope())).toList()));
    return new Inbox(session, List.copyOf(more), List.copyOf(moreViews), derivations);
  }

  public Session session() {
    return session;
  }

  /** The number of rounds received. */
  public int round() {
    return rounds.size();
  }

  /** view_{round}; view_0 before the first. */
  public Bytes view(int round) {
    return views.get(round);
  }

  /** view_0, view_1 and so on, as far as the session has got. */
  public List<Bytes> views() {
    return views;
  }

  /** The messages of {@code round}, by sender. */
  public SortedMap<Integer, Received> round(int round) {
    return rounds.get(round - 1);
  }

  /** The bodies of {@code round}, by sender. */
  public <M extends Message> SortedMap<Integer, M> messages(int round, Class<M> type) {
    SortedMap<Integer, M> messages = new TreeMap<>();
    round(round).forEach((from, received) -> messages.put(from, type.cast(received.message())));
    return messages;
  }

  /**
   * What follows from the messages of rounds 1 to {@code round} alone, worked out once for all who
   * ask: the view names those messages.
   */
  public <T> T derived(int round, Class<T> type, Supplier<T> derivation) {
    return derivations.of(type, view(round), derivation);
  }
}
