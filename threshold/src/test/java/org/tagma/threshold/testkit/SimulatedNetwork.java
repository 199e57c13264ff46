package org.tagma.threshold.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;

/**
 * The links of one coordinator over a virtual network, in one thread and under a virtual clock. A
 * call is sent again every {@value #RETRY_AFTER} ms until it is answered or its deadline passes, as
 * the server's links do.
 */
public final class SimulatedNetwork implements Links {
  public static final long ROUND_DEADLINE = 1_500;
  static final long RETRY_AFTER = 400;

  private final VirtualClock clock;
  private final int self;
  private final Map<Integer, SimulatedKeeper> keepers;
  private final Weather weather;
  private final SeededRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Set<Integer> unreliable = new TreeSet<>();
  private final List<Integer> first = new ArrayList<>();
  private final Map<Integer, Integer> held = new HashMap<>();
  private final List<Fault> late = new ArrayList<>();
  private OptionalLong lateAfter = OptionalLong.empty();
  private final Map<Bytes, Integer> attempts = new LinkedHashMap<>();
  private long sequence;

  private record Event(long at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  SimulatedNetwork(
      VirtualClock clock,
      int self,
      Map<Integer, SimulatedKeeper> keepers,
      Weather weather,
      SeededRandom random) {
    this.clock = clock;
    this.self = self;
    this.keepers = keepers;
    this.weather = weather;
    this.random = random;
  }

  /** Keepers that crashed, or did not answer a call within its deadline. */
  public Set<Integer> unreliable() {
    return Set.copyOf(unreliable);
  }

  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public Bytes nonce() {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    return Bytes.of(nonce);
  }

  /** Puts these keepers in front of every preference. */
  public SimulatedNetwork preferring(Integer... keepers) {
    first.addAll(List.of(keepers));
    return this;
  }

  /** Holds all answers of {@code keeper} back for so long. */
  public SimulatedNetwork holding(int keeper, int millis) {
    held.put(keeper, millis);
    return this;
  }

  /** Takes everybody for late after so long, so that hedged protocols open another session. */
  public SimulatedNetwork lateAfter(int millis) {
    lateAfter = OptionalLong.of(millis);
    return this;
  }

  /** What answers showed that came, or did not, after an operation had its result. */
  public List<Fault> late() {
    return List.copyOf(late);
  }

  /** The number of each session's attempt, by session id. */
  Map<Bytes, Integer> attempts() {
    return attempts;
  }

  @Override
  public List<Integer> preference() {
    List<Integer> others = new ArrayList<>(keepers.keySet());
    others.remove(Integer.valueOf(self));
    Collections.rotate(others, random.nextInt(others.size()));
    others.removeAll(first);
    others.addAll(0, first);
    return others;
  }

  @Override
  public Map<Integer, CauseOfDeath> knownDead() {
    return Map.of();
  }

  @Override
  public Reply open(Session session, int keeper, RoundCall call) {
    attempts.putIfAbsent(session.sid(), attempts.size() + 1);
    Map<Integer, Reply> replies = new HashMap<>();
    Derivations derivations = keeper == self ? session.derivations() : new Derivations();
    exchange(keeper, replies, () -> keepers.get(keeper).open(session.sid(), call, derivations));
    await(clock.now() + ROUND_DEADLINE, replies, Set.of(keeper));
    return replies.get(keeper);
  }

  @Override
  public void pause(long millis) {
    long end = clock.now() + millis;
    while (!events.isEmpty() && events.peek().at() <= end) {
      next();
    }
    clock.advanceTo(end);
  }

  @Override
  public Asked ask(Session session, int round, Map<Integer, RoundCall> calls) {
    AskedKeepers asked = new AskedKeepers(calls.keySet(), clock.now() + ROUND_DEADLINE);
    calls.forEach((keeper, call) -> ask(session, round, keeper, call, asked.replies));
    return asked;
  }

  @Override
  public void await(Collection<Asked> rounds, long until) {
    List<AskedKeepers> asked = rounds.stream().map(AskedKeepers.class::cast).toList();
    while (asked.stream().noneMatch(AskedKeepers::isComplete)) {
      long end = asked.stream().mapToLong(a -> a.deadline).min().orElseThrow();
      if (!events.isEmpty() && events.peek().at() <= Math.min(end, until)) {
        next();
      } else if (until < end) {
        clock.advanceTo(until);
        return;
      } else {
        clock.advanceTo(end);
        asked.forEach(AskedKeepers::expire);
      }
    }
  }

  @Override
  public OptionalLong lateAfter(Session session, int round, int keeper) {
    return lateAfter;
  }

  /** A round under way over the virtual network. */
  private final class AskedKeepers implements Asked {
    private final Set<Integer> keepers;
    private final long deadline;
    private final Map<Integer, Reply> replies = new HashMap<>();

    AskedKeepers(Set<Integer> keepers, long deadline) {
      this.keepers = keepers;
      this.deadline = deadline;
    }

    @Override
    public Map<Integer, Reply> replies() {
      return Map.copyOf(replies);
    }

    boolean isComplete() {
      return replies.keySet().containsAll(keepers);
    }

    void expire() {
      if (clock.now() >= deadline) {
        keepers.forEach(keeper -> replies.computeIfAbsent(keeper, silent -> tooLate(silent)));
      }
    }

    @Override
    public void abandon(Late judge) {
      schedule(
          deadline - clock.now(),
          () -> {
            expire();
            replies.forEach((keeper, reply) -> late.addAll(judge.late(keeper, reply)));
          });
    }
  }

  @Override
  public void parts(Session session, int round, Map<Integer, RoundCall> calls, Parts parts) {
    Map<Integer, Reply> replies = new LinkedHashMap<>();
    Set<Integer> taken = new TreeSet<>();
    long start = clock.now();
    calls.forEach((keeper, call) -> ask(session, round, keeper, call, replies));
    while (taken.size() < calls.size()) {
      for (Map.Entry<Integer, Reply> reply : List.copyOf(replies.entrySet())) {
        if (taken.add(reply.getKey()) && parts.take(reply.getKey(), reply.getValue())) {
          Set<Integer> out = new TreeSet<>(calls.keySet());
          out.removeAll(taken);
          schedule(
              start + ROUND_DEADLINE - clock.now(),
              () -> out.forEach(k -> late.addAll(parts.late(k, lateReply(k, replies)))));
          return;
        }
      }
      if (events.isEmpty() || events.peek().at() > start + ROUND_DEADLINE) {
        await(start + ROUND_DEADLINE, replies, calls.keySet());
      } else {
        next();
      }
    }
  }

  private Reply lateReply(int keeper, Map<Integer, Reply> replies) {
    return replies.containsKey(keeper) ? replies.get(keeper) : tooLate(keeper);
  }

  private Reply tooLate(int keeper) {
    unreliable.add(keeper);
    return new Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, ROUND_DEADLINE);
  }

  private void ask(
      Session session, int round, int keeper, RoundCall call, Map<Integer, Reply> replies) {
    attempts.putIfAbsent(session.sid(), attempts.size() + 1);
    exchange(
        keeper,
        replies,
        () ->
            keepers
                .get(keeper)
                .round(
                    session.sid(),
                    round,
                    call,
                    keeper == self ? session.derivations() : new Derivations()));
  }

  @Override
  public Reply view(Session session, int keeper, String message) {
    Map<Integer, Reply> replies = new HashMap<>();
    exchange(keeper, replies, () -> keepers.get(keeper).view(session.sid(), message));
    await(clock.now() + ROUND_DEADLINE, replies, Set.of(keeper));
    return replies.get(keeper);
  }

  @Override
  public void close(Session session, int keeper, String message) {
    send(keeper, () -> keepers.get(keeper).host().close(session.sid(), message));
  }

  /** Delivers whatever is still under way. */
  public void settle() {
    while (!events.isEmpty()) {
      next();
    }
  }

  private void exchange(int keeper, Map<Integer, Reply> replies, Supplier<HostAnswer> work) {
    if (keeper == self) {
      replies.put(keeper, new Reply.Answered(work.get()));
      return;
    }
    for (long at = 0; at < ROUND_DEADLINE; at += RETRY_AFTER) {
      schedule(at, () -> attempt(keeper, replies, work));
    }
  }

  private void attempt(int keeper, Map<Integer, Reply> replies, Supplier<HostAnswer> work) {
    if (replies.containsKey(keeper)) {
      return;
    }
    if (!keepers.get(keeper).isUp() && !random.chance(weather.restart())) {
      unreliable.add(keeper);
      replies.put(keeper, new Reply.Silent(CauseOfDeath.CONNECT_REFUSED, 0));
      return;
    }
    send(
        keeper,
        () -> {
          HostAnswer answer = work.get();
          if (random.chance(weather.crash())) {
            crash(keeper);
          } else {
            Runnable arrival = () -> replies.putIfAbsent(keeper, new Reply.Answered(answer));
            if (held.containsKey(keeper)) {
              schedule(held.get(keeper), arrival);
            } else {
              travel(arrival);
            }
          }
        });
  }

  /** A message to a keeper, which may crash as it comes, or be back from a crash. */
  private void send(int keeper, Runnable work) {
    travel(
        () -> {
          SimulatedKeeper target = keepers.get(keeper);
          if (!target.isUp() && random.chance(weather.restart())) {
            target.restart();
          }
          if (target.isUp() && keeper != self && random.chance(weather.crash())) {
            crash(keeper);
          }
          if (target.isUp()) {
            work.run();
          }
        });
  }

  private void crash(int keeper) {
    unreliable.add(keeper);
    keepers.get(keeper).crash();
  }

  private void travel(Runnable arrival) {
    if (random.chance(weather.loss())) {
      return;
    }
    int copies = random.chance(weather.duplication()) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      long slow = random.chance(weather.slow()) ? ROUND_DEADLINE + random.nextInt(4_000) : 0;
      schedule(1 + random.nextInt(weather.maxDelayMillis()) + slow, arrival);
    }
  }

  private void schedule(long delay, Runnable action) {
    events.add(new Event(clock.now() + delay, sequence++, action));
  }

  private void await(long deadline, Map<Integer, Reply> replies, Set<Integer> asked) {
    long start = clock.now();
    while (!replies.keySet().containsAll(asked)
        && !events.isEmpty()
        && events.peek().at() <= deadline) {
      next();
    }
    for (int keeper : asked) {
      if (!replies.containsKey(keeper)) {
        clock.advanceTo(deadline);
        unreliable.add(keeper);
        replies.put(keeper, new Reply.Silent(CauseOfDeath.ROUND_TIMEOUT, deadline - start));
      }
    }
  }

  private void next() {
    Event event = events.poll();
    clock.advanceTo(event.at());
    event.action().run();
  }
}
