package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tagma.persistence.Durable;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.KeeperState;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;

/** One run's way to the keepers: peers over their links, this keeper itself without the network. */
final class RunLinks implements Links {
  private static final Logger LOG = System.getLogger(RunLinks.class.getName());
  private static final Clock CLOCK = Clock.systemUTC();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger ROTATION = new AtomicInteger();

  private final PeerDeadline deadline;
  private final int self;
  private final PeerLinks links;
  private final PeerHealth health;
  private final SessionHost host;
  private final Closings closings;
  private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
  private final Durable<?> intent;
  private final Consumer<List<Fault>> late;
  private final RoundTimes times;

  RunLinks(
      PeerDeadline deadline,
      KeeperConfiguration configuration,
      PeerLinks links,
      PeerHealth health,
      SessionHost host,
      Closings closings,
      Durable<?> intent,
      RoundTimes times,
      Consumer<List<Fault>> late) {
    this.deadline = deadline;
    this.self = configuration.number();
    this.links = links;
    this.health = health;
    this.host = host;
    this.closings = closings;
    this.intent = intent;
    this.late = late;
    this.times = times;
  }

  @Override
  public long now() {
    return CLOCK.millis();
  }

  @Override
  public Bytes nonce() {
    byte[] nonce = new byte[32];
    RANDOM.nextBytes(nonce);
    return Bytes.of(nonce);
  }

  @Override
  public List<Integer> preference() {
    List<Integer> peers = new ArrayList<>(links.peers().stream().sorted().toList());
    if (!peers.isEmpty()) {
      Collections.rotate(peers, Math.floorMod(ROTATION.getAndIncrement(), peers.size()));
    }
    peers.sort(Comparator.comparing(k -> health.state(k) != KeeperState.READY));
    return peers;
  }

  @Override
  public Map<Integer, CauseOfDeath> knownDead() {
    Map<Integer, CauseOfDeath> dead = new HashMap<>();
    links.peers().forEach(k -> health.knownDead(k).ifPresent(cause -> dead.put(k, leftOut(cause))));
    return dead;
  }

  @Override
  public Map<Integer, Reply> round(Session session, int round, Map<Integer, RoundCall> calls) {
    Map<Integer, CompletableFuture<Reply>> pending = postAll(session, round, calls);
    Map<Integer, Reply> replies = new HashMap<>();
    own(session, round, calls).ifPresent(reply -> replies.put(self, reply));
    intent.await();
    pending.forEach((keeper, reply) -> replies.put(keeper, reply.join()));
    replies.forEach(
        (keeper, reply) -> {
          if (reply instanceof Reply.Answered) {
            answered.add(keeper);
          }
        });
    return replies;
  }

  @Override
  public void parts(Session session, int round, Map<Integer, RoundCall> calls, Parts parts) {
    Map<Integer, CompletableFuture<Reply>> pending = postAll(session, round, calls);
    Optional<Reply> own = own(session, round, calls);
    intent.await();
    boolean enough = own.isPresent() && take(self, own.get(), parts);
    while (!enough && !pending.isEmpty()) {
      CompletableFuture.anyOf(pending.values().toArray(CompletableFuture[]::new)).join();
      List<Integer> come =
          pending.keySet().stream().filter(keeper -> pending.get(keeper).isDone()).toList();
      for (int keeper : come) {
        enough |= take(keeper, pending.remove(keeper).join(), parts);
      }
    }
    pending.forEach((keeper, reply) -> awaitLate(keeper, reply, parts));
  }

  private boolean take(int keeper, Reply reply, Parts parts) {
    if (reply instanceof Reply.Answered) {
      answered.add(keeper);
    }
    return parts.take(keeper, reply);
  }

  private void awaitLate(int keeper, CompletionStage<Reply> reply, Parts parts) {
    reply
        .thenAccept(
            come -> {
              List<Fault> faults = parts.late(keeper, come);
              if (!faults.isEmpty()) {
                late.accept(faults);
              }
            })
        .exceptionally(
            bug -> {
              LOG.log(Level.ERROR, "a late answer could not be judged", bug);
              return null;
            });
  }

  private Map<Integer, CompletableFuture<Reply>> postAll(
      Session session, int round, Map<Integer, RoundCall> calls) {
    String path = path(session, "/rounds/" + round);
    Map<Integer, CompletableFuture<Reply>> pending = new HashMap<>();
    calls.forEach(
        (keeper, call) -> {
          if (keeper != self) {
            long asked = System.nanoTime();
            pending.put(
                keeper,
                post(keeper, path, call.toJson().toString())
                    .whenComplete((reply, bug) -> time(session, round, keeper, asked, reply))
                    .toCompletableFuture());
          }
        });
    return pending;
  }

  private Optional<Reply> own(Session session, int round, Map<Integer, RoundCall> calls) {
    return Optional.ofNullable(calls.get(self))
        .map(
            call ->
                new Reply.Answered(host.round(session.sid(), round, call, session.derivations())));
  }

  /** Who has answered a round readably; whether it was worth anything, the run decides. */
  Set<Integer> answered() {
    return Set.copyOf(answered);
  }

  private void time(Session session, int round, int keeper, long asked, Reply reply) {
    if (reply instanceof Reply.Answered) {
      Duration after = Duration.ofNanos(System.nanoTime() - asked);
      times.answered(keeper, session.protocol(), round, after);
    }
  }

  @Override
  public Reply view(Session session, int keeper, String message) {
    if (keeper == self) {
      return new Reply.Answered(host.view(session.sid(), message));
    }
    String json = JsonNodeFactory.instance.objectNode().put("viewRequest", message).toString();
    return post(keeper, path(session, "/view"), json).toCompletableFuture().join();
  }

  @Override
  public void close(Session session, int keeper, String message) {
    if (keeper == self) {
      closings.closeOwn(session.sid(), message);
    } else {
      closings.send(keeper, path(session, "/close"), message, session.notAfter());
    }
  }

  private CompletionStage<Reply> post(int keeper, String path, String json) {
    return links
        .send(keeper, path, json.getBytes(StandardCharsets.UTF_8), deadline)
        .thenApply(
            reply ->
                reply.fold(
                    answered -> answered(keeper, answered),
                    dead -> new Reply.Silent(dead.cause(), dead.afterMillis()),
                    Reply.Overloaded::new));
  }

  private Reply answered(int keeper, PeerReply.Answered answered) {
    try {
      return new Reply.Answered(
          answered.status() == 200
              ? HostAnswer.fromJson(Jcs.parse(answered.body()))
              : new HostAnswer.Unheard());
    } catch (DecodingException e) {
      health.died(keeper, deadline, CauseOfDeath.UNUSABLE_ANSWER);
      return new Reply.Silent(CauseOfDeath.UNUSABLE_ANSWER, 0);
    }
  }

  private static CauseOfDeath leftOut(CauseOfDeath cause) {
    return cause == CauseOfDeath.CIRCUIT_OPEN ? cause : CauseOfDeath.BACK_OFF;
  }

  private static String path(Session session, String rest) {
    return "/peer/v1/sessions/" + session.sid().base64Url() + rest;
  }
}
