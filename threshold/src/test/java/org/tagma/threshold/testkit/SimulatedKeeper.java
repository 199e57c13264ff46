package org.tagma.threshold.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.transcript.Bytes;

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
  private Trick trick = Trick.Turn::honest;
  private final Map<Bytes, Session> joined = new HashMap<>();
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

  /** Answers something else from now on. */
  public void trick(Trick how) {
    trick = how;
  }

  /** What this keeper answers when it is asked for a round: what its host does, or a lie. */
  HostAnswer round(Bytes sid, int round, RoundCall call, Derivations derivations) {
    HostAnswer honest = host.round(sid, round, call, derivations);
    call.open().ifPresent(open -> joined.computeIfAbsent(sid, s -> opened(open)));
    Session session = joined.get(sid);
    return session == null
        ? honest
        : trick.instead(new Trick.Turn(this, session, round, call, honest));
  }

  private Session opened(String open) {
    try {
      Opening opening = Signed.read(open, Opening.KIND, cluster.id(), keys).content();
      return Session.of(
          opening.preimage(), opening.request(), storage.active(opening.preimage().keyId()));
    } catch (DecodingException e) {
      return null; // it will refuse
    }
  }

  private void start() {
    ProtocolRegistry registry =
        new ProtocolRegistry(
            protocols.stream()
                .map(p -> cheat.<Protocol>map(c -> new CheatingProtocol(p, c.asLie())).orElse(p))
                .toList());
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
}
