package org.tagma.protocols.operation;

import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.Permissions;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.moduli.StoredModuli;
import org.tagma.protocols.peer.KeeperState;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.session.CallerAuthority;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * The first set-up of moduli needs no client: once all keepers have said in their probes that they
 * have made some, the one with the lowest number begins. Later ones are for an operator to ask for.
 */
@ApplicationScoped
public class FirstModuli {
  private static final Logger LOG = System.getLogger(FirstModuli.class.getName());
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);
  private static final String NOWHERE = "-";

  @Inject KeeperConfiguration configuration;
  @Inject StoredModuli moduli;
  @Inject PeerHealth health;
  @Inject PeerCertificates peers;
  @Inject Readiness readiness;
  @Inject Seal seal;
  @Inject ModuliSetup setup;

  private volatile long notBefore = System.nanoTime();
  private volatile boolean running;

  /** Whether this keeper should begin now. */
  boolean isDue() {
    Optional<ParameterSet> set = configuration.moduli();
    return set.isPresent()
        && !running
        && System.nanoTime() - notBefore >= 0
        && isFirst()
        && seal.state() == SealState.UNSEALED
        && readiness.isReady()
        && moduli.active().isEmpty()
        && !peers.isHeld(AuxSetup.KEY_ID)
        && moduli.areMade(set.get())
        && configuration.cluster().keepers().stream()
            .allMatch(member -> hasMade(member, set.get()));
  }

  private boolean isFirst() {
    return configuration.cluster().keepers().stream()
        .allMatch(member -> member.number() >= configuration.number());
  }

  private boolean hasMade(Cluster.Member member, ParameterSet set) {
    int keeper = member.number();
    return keeper == configuration.number()
        || (health.state(keeper) == KeeperState.READY && peers.hasMade(keeper, set.label()));
  }

  /** Sets moduli up; a failure is on record, and another try comes later. */
  void begin() {
    running = true;
    try {
      ModuliCertified certified = setup.renew(context(), Optional.empty());
      LOG.log(
          Level.INFO,
          "the moduli of epoch {0} are certified: ECDSA can be signed ({1})",
          Integer.toString(certified.epoch()),
          certified.set());
    } catch (OperationFailed failure) {
      LOG.log(Level.WARNING, "no moduli yet: {0}, {1}", failure.type(), failure.detail());
    } finally {
      notBefore = System.nanoTime() + PAUSE;
      running = false;
    }
  }

  private static RequestContext context() {
    return new RequestContext(
        UUID.randomUUID().toString(),
        new Caller(CallerAuthority.KEEPERS, Permissions.none()),
        CallerAuthority.KEEPERS,
        NOWHERE,
        NOWHERE,
        NOWHERE,
        new byte[0],
        MissingNode.getInstance());
  }
}
