package org.tagma.threshold.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Quarantined;

/** Links that deliver at once, and let a test change what a keeper answers. */
public final class DirectLinks implements Links {
  private final SimulatedCluster cluster;
  private final int self;
  private final SeededRandom random;
  private final Map<Integer, CauseOfDeath> knownDead = new TreeMap<>();
  private List<Quarantined> quarantined = List.of();
  private final Map<Integer, List<String>> closings = new LinkedHashMap<>();
  private final List<Session> sessions = new ArrayList<>();
  private Interceptor interceptor = (keeper, round, session, answer) -> new Reply.Answered(answer);
  private IntConsumer beforeOpening = keeper -> {};
  private ViewInterceptor views = (keeper, session, answer) -> new Reply.Answered(answer);

  /** What the coordinator hears in place of a keeper's answer to a round. */
  @FunctionalInterface
  public interface Interceptor {
    Reply reply(int keeper, int round, Session session, HostAnswer honest);
  }

  /** What the coordinator hears in place of a keeper's opened view. */
  @FunctionalInterface
  public interface ViewInterceptor {
    Reply reply(int keeper, Session session, HostAnswer honest);
  }

  public DirectLinks(SimulatedCluster cluster, int self) {
    this.cluster = cluster;
    this.self = self;
    this.random = new SeededRandom(self, "direct");
  }

  /** Does something before a keeper is asked to open a session. */
  public DirectLinks beforeOpening(IntConsumer what) {
    beforeOpening = what;
    return this;
  }

  public DirectLinks rounds(Interceptor interceptor) {
    this.interceptor = interceptor;
    return this;
  }

  public DirectLinks views(ViewInterceptor views) {
    this.views = views;
    return this;
  }

  public DirectLinks knownDead(int keeper, CauseOfDeath cause) {
    knownDead.put(keeper, cause);
    return this;
  }

  public DirectLinks quarantined(Quarantined... keepers) {
    quarantined = List.of(keepers);
    return this;
  }

  @Override
  public List<Quarantined> quarantined() {
    return quarantined;
  }

  /** Every session that was opened, in order. */
  public List<Session> sessions() {
    return List.copyOf(sessions);
  }

  /** The CLOSE messages, by keeper. */
  public Map<Integer, List<String>> closings() {
    return closings;
  }

  @Override
  public long now() {
    return cluster.clock().now();
  }

  @Override
  public Bytes nonce() {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    return Bytes.of(nonce);
  }

  @Override
  public List<Integer> preference() {
    return cluster.keepers().keySet().stream().filter(k -> k != self).toList();
  }

  @Override
  public Map<Integer, CauseOfDeath> knownDead() {
    return knownDead;
  }

  @Override
  public Reply open(Session session, int keeper, RoundCall call) {
    beforeOpening.accept(keeper);
    return new Reply.Answered(
        cluster.keeper(keeper).open(session.sid(), call, derivations(session, keeper)));
  }

  @Override
  public void pause(long millis) {
    cluster.clock().advanceTo(cluster.clock().now() + millis);
  }

  @Override
  public Asked ask(Session session, int round, Map<Integer, RoundCall> calls) {
    if (!sessions.contains(session)) {
      sessions.add(session);
    }
    Map<Integer, Reply> replies = new TreeMap<>();
    calls.forEach(
        (keeper, call) -> {
          HostAnswer honest =
              cluster
                  .keeper(keeper)
                  .round(session.sid(), round, call, derivations(session, keeper));
          replies.put(keeper, interceptor.reply(keeper, round, session, honest));
        });
    return () -> replies;
  }

  /** Only the coordinator's own part shares with the coordination. */
  private Derivations derivations(Session session, int keeper) {
    return keeper == self ? session.derivations() : new Derivations();
  }

  @Override
  public Reply view(Session session, int keeper, String message) {
    HostAnswer honest = cluster.keeper(keeper).view(session.sid(), message);
    return views.reply(keeper, session, honest);
  }

  @Override
  public void close(Session session, int keeper, String message) {
    closings.computeIfAbsent(keeper, k -> new ArrayList<>()).add(message);
    cluster.keeper(keeper).host().close(session.sid(), message);
  }
}
