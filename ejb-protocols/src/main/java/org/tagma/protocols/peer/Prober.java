package org.tagma.protocols.peer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * Asks each peer in turn whether it lives and feeds {@link PeerHealth}.
 *
 * <p>A dead peer is asked through every deadline class in which it died, so that the trial of a
 * half-open circuit is a probe and never a client's request. A peer whose last probe is not
 * answered yet is passed over.
 */
public final class Prober {
  static final String PATH = "/peer/v1/probe";
  private static final Logger LOG = System.getLogger(Prober.class.getName());

  private final PeerLinks links;
  private final PeerHealth health;
  private final ProbeExchange exchange;
  private final List<Integer> peers;
  private final Set<Integer> inFlight = ConcurrentHashMap.newKeySet();
  private int next;

  /** A prober of all peers of these links. */
  public Prober(PeerLinks links, PeerHealth health, ProbeExchange exchange) {
    this.links = links;
    this.health = health;
    this.exchange = exchange;
    peers = links.peers().stream().sorted().toList();
  }

  /** Probes the next peer; called at even intervals, the calls are staggered over the peers. */
  public synchronized void tick() {
    if (peers.isEmpty()) {
      return;
    }
    int keeper = peers.get(next);
    next = (next + 1) % peers.size();
    if (inFlight.add(keeper)) {
      var unused = examine(keeper, trials(keeper));
    }
  }

  /**
   * Calls every slot of every peer once: warms the path of the first requests.
   *
   * @return completes when all have answered or failed, never exceptionally
   */
  public CompletionStage<Void> warmUp() {
    return CompletableFuture.allOf(
        peers.stream()
            .filter(inFlight::add)
            .map(keeper -> examine(keeper, List.of(PeerDeadline.values())))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> examine(int keeper, List<PeerDeadline> trials) {
    return done()
        .thenCompose(begun -> probe(keeper, trials, 0))
        .handle(
            (done, bug) -> {
              inFlight.remove(keeper);
              if (bug != null) {
                LOG.log(Level.ERROR, "probing " + KeeperName.of(keeper) + " failed here", bug);
              }
              return (Void) null;
            })
        .toCompletableFuture();
  }

  private List<PeerDeadline> trials(int keeper) {
    List<PeerDeadline> trials = new ArrayList<>(List.of(PeerDeadline.PROBE));
    health.unproven(keeper).stream()
        .filter(deadline -> deadline != PeerDeadline.PROBE)
        .sorted()
        .forEach(trials::add);
    return trials;
  }

  /** Probes through each deadline class from the given one on, until one fails. */
  private CompletionStage<Void> probe(int keeper, List<PeerDeadline> trials, int trial) {
    byte[] question = exchange.question(keeper);
    return links
        .ask(keeper, PATH, question, trials.get(trial))
        .thenCompose(
            reply ->
                reply.fold(
                    answered ->
                        judge(keeper, question, answered)
                            .map(state -> alive(keeper, state, trials, trial))
                            .orElseGet(() -> failed(keeper, CauseOfDeath.BAD_SIGNATURE)),
                    dead -> failed(keeper, dead.cause()),
                    Prober::done));
  }

  private Optional<KeeperState> judge(int keeper, byte[] question, PeerReply.Answered answered) {
    return answered.status() == 200
        ? exchange.judge(keeper, question, answered.body())
        : Optional.empty();
  }

  private CompletionStage<Void> alive(
      int keeper, KeeperState state, List<PeerDeadline> trials, int trial) {
    if (trial + 1 < trials.size()) {
      return probe(keeper, trials, trial + 1);
    }
    health.probeAnswered(keeper, state, trials);
    return done();
  }

  /**
   * An open circuit is the memory of earlier failures and no observation: it may open after the
   * very probe that brought the peer back.
   */
  private CompletionStage<Void> failed(int keeper, CauseOfDeath cause) {
    if (cause != CauseOfDeath.CIRCUIT_OPEN) {
      health.probeFailed(keeper, cause);
    }
    return done();
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
