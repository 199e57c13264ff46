package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.tagma.threshold.verdict.Quarantined;

/** One run's way to the keepers: peers over their links, this keeper itself without the network. */
final class RunLinks implements Links {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger ROTATION = new AtomicInteger();

  private final PeerDeadline deadline;
  private final int self;
  private final PeerLinks links;
  private final PeerHealth health;
  private final List<Quarantined> quarantined;
  private final SessionHost host;
  private final Closings closings;
  private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
  private final Durable<?> intent;
  private final RoundTimes times;
  private final LateAnswers late;

  RunLinks(
      PeerDeadline deadline,
      KeeperConfiguration configuration,
      PeerLinks links,
      PeerHealth health,
      List<Quarantined> quarantined,
      SessionHost host,
      Closings closings,
      Durable<?> intent,
      RoundTimes times,
      LateAnswers late) {
    this.deadline = deadline;
    this.self = configuration.number();
    this.links = links;
    this.health = health;
    this.quarantined = List.copyOf(quarantined);
    this.host = host;
    this.closings = closings;
    this.intent = intent;
    this.times = times;
    this.late = late;
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
  public List<Quarantined> quarantined() {
    return quarantined;
  }

  @Override
  public Reply open(Session session, int keeper, RoundCall call) {
    Reply reply =
        keeper == self
            ? new Reply.Answered(host.open(session.sid(), call, session.derivations()))
            : post(keeper, path(session, ""), call.toJson().toString())
                .toCompletableFuture()
                .join();
    intent.await();
    return reply;
  }

  @Override
  public void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Asked ask(Session session, int round, Map<Integer, RoundCall> calls) {
    Map<Integer, CompletableFuture<Reply>> asked = post(session, round, calls);
    intent.await();
    return new AskedKeepers(asked);
  }

  /** A round under way; every answer has a deadline. */
  private final class AskedKeepers implements Asked {
    private final Map<Integer, CompletableFuture<Reply>> asked;
    private final CompletableFuture<?> all;

    AskedKeepers(Map<Integer, CompletableFuture<Reply>> asked) {
      this.asked = asked;
      this.all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
    }

    @Override
    public Map<Integer, Reply> replies() {
      Map<Integer, Reply> replies = new HashMap<>();
      asked.forEach(
          (keeper, reply) -> {
            if (reply.isDone()) {
              replies.put(keeper, heard(keeper, reply.join()));
            }
          });
      return replies;
    }

    @Override
    public void abandon(Late judge) {
      asked.forEach((keeper, reply) -> laterOn(keeper, reply, judge));
    }
  }

  private void laterOn(int keeper, CompletableFuture<Reply> reply, Late judge) {
    CompletableFuture<?> unused = reply.thenAccept(came -> late.late(keeper, came, judge));
  }

  @Override
  public void await(Collection<Asked> rounds, long until) {
    CompletableFuture<?> any =
        CompletableFuture.anyOf(
            rounds.stream()
                .map(round -> ((AskedKeepers) round).all)
                .toArray(CompletableFuture[]::new));
    try {
      any.get(Math.max(0, until - now()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException told) {
      return; // somebody is late; or a bug of ours, which replies() throws
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public OptionalLong lateAfter(Session session, int round, int keeper) {
    return times.lateAfter(keeper, session.protocol(), round);
  }

  @Override
  public void parts(Session session, int round, Map<Integer, RoundCall> calls, Parts parts) {
    Map<Integer, CompletableFuture<Reply>> asked = post(session, round, calls);
    BlockingQueue<Integer> arrivals = new LinkedBlockingQueue<>();
    asked.forEach(
        (keeper, reply) -> {
          CompletableFuture<?> unused = reply.whenComplete((r, bug) -> arrivals.add(keeper));
        });
    intent.await();
    Set<Integer> out = new HashSet<>(asked.keySet());
    try {
      boolean enough = false;
      while (!enough && !out.isEmpty()) {
        int keeper = next(arrivals);
        out.remove(keeper);
        enough = parts.take(keeper, heard(keeper, asked.get(keeper).join()));
      }
    } finally {
      out.forEach(keeper -> laterOn(keeper, asked.get(keeper), parts));
    }
  }

  private static int next(BlockingQueue<Integer> arrivals) {
    try {
      return arrivals.take(); // every answer has a deadline
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while peers are asked", e);
  }

  /** Asks the peers all at once, and this keeper itself meanwhile. */
  private Map<Integer, CompletableFuture<Reply>> post(
      Session session, int round, Map<Integer, RoundCall> calls) {
    String path = path(session, "/rounds/" + round);
    Map<Integer, CompletableFuture<Reply>> asked = new HashMap<>();
    calls.forEach(
        (keeper, call) -> {
          if (keeper != self) {
            long start = System.nanoTime();
            asked.put(
                keeper,
                post(keeper, path, call.toJson().toString())
                    .whenComplete((reply, bug) -> time(session, round, keeper, start, reply))
                    .toCompletableFuture());
          }
        });
    RoundCall own = calls.get(self);
    if (own != null) {
      HostAnswer answer = host.round(session.sid(), round, own, session.derivations());
      asked.put(self, CompletableFuture.completedFuture(new Reply.Answered(answer)));
    }
    return asked;
  }

  private Reply heard(int keeper, Reply reply) {
    if (reply instanceof Reply.Answered) {
      answered.add(keeper);
    }
    return reply;
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

  /** A certificate does not get well by waiting: what an operator has to do stays in sight. */
  private static CauseOfDeath leftOut(CauseOfDeath cause) {
    return switch (cause) {
      case CIRCUIT_OPEN, TLS_FAILED -> cause;
      default -> CauseOfDeath.BACK_OFF;
    };
  }

  private static String path(Session session, String rest) {
    return "/peer/v1/sessions/" + session.sid().base64Url() + rest;
  }
}
