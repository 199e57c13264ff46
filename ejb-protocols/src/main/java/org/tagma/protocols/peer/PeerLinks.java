package org.tagma.protocols.peer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * The links to all other keepers: the one door through which this keeper asks another.
 *
 * <p>A peer that is known to be dead is not asked: its answer is {@code Dead} at once. Only the
 * prober asks it, and so takes the trials of half-open circuits that would otherwise cost a client
 * a deadline.
 */
@ApplicationScoped
public class PeerLinks {
  private record Link(PeerSlot slot, URI base) {}

  private final Deadlines deadlines;
  private final PeerHealth health;
  private final StallWatch watch;
  private final Executor executor;
  private final Map<Integer, Link> links = new TreeMap<>();

  /** For the container's proxy only. */
  protected PeerLinks() {
    this(Map.of(), Map.of(), null, null, null, null);
  }

  /** Gives each peer its slot, in the order of their numbers. */
  @Inject
  public PeerLinks(
      @Any Instance<PeerSlot> slots,
      PeerAddresses addresses,
      Deadlines deadlines,
      PeerHealth health,
      StallWatch watch,
      KeeperThreads threads) {
    this.deadlines = deadlines;
    this.health = health;
    this.watch = watch;
    executor = threads;
    for (var peer : addresses.peers().entrySet()) {
      PeerSlot slot = slots.select(new Slot.Literal(links.size() + 1)).get();
      links.put(peer.getKey(), new Link(slot, peer.getValue()));
    }
  }

  PeerLinks(
      Map<Integer, PeerSlot> slotOfKeeper,
      Map<Integer, URI> addresses,
      Deadlines deadlines,
      PeerHealth health,
      StallWatch watch,
      Executor executor) {
    this.deadlines = deadlines;
    this.health = health;
    this.watch = watch;
    this.executor = executor;
    slotOfKeeper.forEach(
        (keeper, slot) -> links.put(keeper, new Link(slot, addresses.get(keeper))));
  }

  /** The numbers of all other keepers. */
  public Set<Integer> peers() {
    return Set.copyOf(links.keySet());
  }

  /**
   * Posts to a keeper, unless it is known to be dead.
   *
   * @param path absolute, as {@code /peer/v1/probe}
   * @return completes with what became of it at the latest a little after the deadline; completes
   *     exceptionally only through a bug of this keeper, which is no verdict on the peer
   * @throws IllegalArgumentException if there is no such peer
   */
  public CompletionStage<PeerReply> send(
      int keeper, String path, byte[] json, PeerDeadline deadline) {
    if (health.knownDead(keeper).isPresent()) {
      return CompletableFuture.completedFuture(new PeerReply.Dead(CauseOfDeath.BACK_OFF, 0));
    }
    return ask(keeper, path, json, deadline).thenApply(reply -> record(keeper, deadline, reply));
  }

  /**
   * Delivers a notice, unless the keeper is known to be dead; what becomes of it says nothing about
   * the keeper.
   *
   * @param path absolute
   */
  public CompletionStage<PeerReply> notice(int keeper, String path, byte[] json) {
    if (health.knownDead(keeper).isPresent()) {
      return CompletableFuture.completedFuture(new PeerReply.Dead(CauseOfDeath.BACK_OFF, 0));
    }
    return ask(keeper, path, json, PeerDeadline.NOTICE);
  }

  /** Posts to a keeper even if it is known to be dead, and draws no conclusion: for the prober. */
  CompletionStage<PeerReply> ask(int keeper, String path, byte[] json, PeerDeadline deadline) {
    Link link = links.get(keeper);
    if (link == null) {
      throw new IllegalArgumentException("no peer has the number " + keeper);
    }
    long now = System.nanoTime();
    long end = now + deadlines.of(deadline).toNanos();
    PeerCall call = new PeerCall(link.base().resolve(path), json, now, end);
    try {
      return CompletableFuture.supplyAsync(() -> through(link.slot(), deadline, call), executor);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(new PeerReply.Overloaded());
    }
  }

  private PeerReply through(PeerSlot slot, PeerDeadline deadline, PeerCall call) {
    try {
      return switch (deadline) {
        case PROBE -> slot.probe(call);
        case NOTICE -> slot.notice(call);
        case FROST -> slot.frost(call);
        case DKG -> slot.dkg(call);
        case GG20 -> slot.gg20(call);
        case AUX -> slot.aux(call);
      };
    } catch (PeerUnreachable unreachable) {
      return dead(unreachable.causeOfDeath(), call);
    } catch (CircuitBreakerOpenException open) {
      return dead(CauseOfDeath.CIRCUIT_OPEN, call);
    } catch (BulkheadException full) {
      return new PeerReply.Overloaded();
    } catch (TimeoutException backstop) {
      return watch.stalledSince(call.startedAt())
          ? new PeerReply.Overloaded()
          : dead(CauseOfDeath.ROUND_TIMEOUT, call);
    }
  }

  private static PeerReply dead(CauseOfDeath cause, PeerCall call) {
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - call.startedAt());
    return new PeerReply.Dead(cause, elapsed);
  }

  /** A death counts at once; what an answer is worth, only its reader can tell. */
  private PeerReply record(int keeper, PeerDeadline deadline, PeerReply reply) {
    return reply.fold(
        answered -> answered,
        dead -> {
          health.died(keeper, deadline, dead.cause());
          return dead;
        },
        () -> reply);
  }
}
