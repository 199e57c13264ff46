package org.tagma.threshold.testkit;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.run.SessionHost;

/** A keeper in the simulator: a real session host over storage in memory. */
public final class SimulatedKeeper {
  private final KeeperIdentity identity;
  private final Cluster cluster;
  private final KeyRing keys;
  private final List<Protocol> protocols;
  private final LongSupplier clock;
  private final SeededRandom random;
  private final KeeperStorage storage;
  private SessionHost host;
  private Optional<Cheat> cheat = Optional.empty();
  private boolean up = true;

  SimulatedKeeper(
      KeeperIdentity identity,
      Cluster cluster,
      List<Protocol> protocols,
      LongSupplier clock,
      SeededRandom random) {
    this.identity = identity;
    this.cluster = cluster;
    this.keys = cluster.keyRing(identity);
    this.protocols = protocols;
    this.clock = clock;
    this.random = random;
    this.storage = new KeeperStorage(identity.keeper());
    start();
  }

  public int number() {
    return identity.keeper();
  }

  public KeeperIdentity identity() {
    return identity;
  }

  public KeeperStorage storage() {
    return storage;
  }

  public SessionHost host() {
    return host;
  }

  public boolean isUp() {
    return up;
  }

  /** Loses everything that is not in storage, and answers no more. */
  public void crash() {
    up = false;
  }

  /** Comes back with what is in storage. */
  public void restart() {
    up = true;
    start();
  }

  /** Lies from now on. */
  public void cheat(Cheat how) {
    cheat = Optional.of(how);
    start();
  }

  private void start() {
    ProtocolRegistry registry =
        new ProtocolRegistry(
            protocols.stream().map(p -> cheat.map(c -> lying(p, c)).orElse(p)).toList());
    host =
        new SessionHost(
            new SessionHost.Ports(
                identity,
                cluster,
                keys,
                registry,
                storage,
                (credential, request) -> new Authority.Decision(credential, Optional.empty()),
                storage,
                clock,
                random,
                Tasks.SEQUENTIAL));
  }

  private static Protocol lying(Protocol protocol, Cheat cheat) {
    return new CheatingProtocol(protocol, cheat.asLie()) {
      @Override
      public Round begin(Session session, Local local) {
        return cheat.wrap(session, local, super.begin(session, local));
      }
    };
  }
}
