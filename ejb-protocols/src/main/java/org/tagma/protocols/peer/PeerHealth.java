package org.tagma.protocols.peer;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.verdict.CauseOfDeath;

/**
 * The health of the other keepers, as this one observes it: fed by the prober and by the deaths in
 * rounds, read by the quorum selector and by /control/system. UNAVAILABLE here and {@code dead} in
 * the next answer are the same fact.
 */
@ApplicationScoped
public class PeerHealth {
  private static final Logger LOG = System.getLogger(PeerHealth.class.getName());

  private final Map<Integer, Vitality> peers = new ConcurrentHashMap<>();
  private final LongSupplier clock;

  /** On the clock of the machine. */
  public PeerHealth() {
    this(System::nanoTime);
  }

  PeerHealth(LongSupplier clock) {
    this.clock = clock;
  }

  /** Records a death that the link could not see itself, such as BAD_SIGNATURE or VIEW_MISMATCH. */
  public void died(int keeper, PeerDeadline in, CauseOfDeath cause) {
    change(keeper, peer -> peer.died(in, cause, clock.getAsLong()));
  }

  /** Records a round that was answered in time and usably: it ends the row of deaths. */
  public void answeredRound(int keeper) {
    change(keeper, Vitality::answeredRound);
  }

  /** READY, NOT_READY or UNAVAILABLE. */
  public KeeperState state(int keeper) {
    return of(keeper).state();
  }

  /** Why the keeper is known to be dead; empty if it may be asked. */
  public Optional<CauseOfDeath> knownDead(int keeper) {
    return of(keeper).causeOfDeath();
  }

  void probeFailed(int keeper, CauseOfDeath cause) {
    change(keeper, peer -> peer.probeFailed(cause, clock.getAsLong()));
  }

  void probeAnswered(int keeper, KeeperState state, Collection<PeerDeadline> proven) {
    change(keeper, peer -> peer.probeAnswered(state, proven, clock.getAsLong()));
  }

  Set<PeerDeadline> unproven(int keeper) {
    return of(keeper).unproven();
  }

  private void change(int keeper, Consumer<Vitality> what) {
    Vitality peer = of(keeper);
    KeeperState before = peer.state();
    what.accept(peer);
    KeeperState after = peer.state();
    if (before != after) {
      String cause = peer.causeOfDeath().map(dead -> ", " + dead).orElse("");
      LOG.log(Level.INFO, "{0}: {1} -> {2}{3}", KeeperName.of(keeper), before, after, cause);
    }
  }

  private Vitality of(int keeper) {
    return peers.computeIfAbsent(keeper, unknown -> new Vitality());
  }
}
