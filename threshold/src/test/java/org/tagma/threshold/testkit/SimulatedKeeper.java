package org.tagma.threshold.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.message.Opening;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.ProtocolRegistry;
import org.tagma.threshold.round.Round;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Authority;
import org.tagma.threshold.run.HostAnswer;
import org.tagma.threshold.run.RoundCall;
import org.tagma.threshold.run.SessionHost;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.SessionPreimage;

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
  private boolean provable = true;
  private ViewTrick viewTrick = (session, honest) -> honest;
  private final Set<Bytes> lied = new HashSet<>();
  private final List<HostAnswer> said = new ArrayList<>();
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

  /** The identity keys that it knows. */
  public KeyRing keys() {
    return keys;
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

  /** What a liar answers when it is asked to open its view. */
  @FunctionalInterface
  public interface ViewTrick {
    HostAnswer instead(Session session, HostAnswer honest);
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

  /** Answers something else from now on, which nobody can prove to be a lie. */
  void trickUnprovably(Trick how, ViewTrick views) {
    trick = how;
    viewTrick = views;
    provable = false;
  }

  /** Whether it has told a lie in the session, one that its rule can be proved from. */
  boolean hasLied(Bytes sid) {
    return lied.contains(sid);
  }

  /** Marks a lie that takes effect through another's message. */
  void hasLiedThroughAnother(Bytes sid) {
    lied.add(sid);
  }

  /** Every answer of this keeper, as it left. */
  List<String> said() {
    return said.stream().map(answer -> answer.toJson().toString()).toList();
  }

  /** What it answers when it is only asked to open: what its host does. */
  HostAnswer open(Bytes sid, RoundCall call, Derivations derivations) {
    return saying(host.open(sid, call, derivations));
  }

  /** What this keeper answers when it is asked for a round: what its host does, or a lie. */
  HostAnswer round(Bytes sid, int round, RoundCall call, Derivations derivations) {
    HostAnswer honest = host.round(sid, round, call, derivations);
    call.open().ifPresent(open -> joined.computeIfAbsent(sid, s -> opened(open)));
    Session session = joined.get(sid);
    HostAnswer answer =
        session == null
            ? honest
            : trick.instead(new Trick.Turn(this, session, round, call, honest));
    if (!answer.equals(honest) && provable) {
      lied.add(sid);
    }
    return saying(answer);
  }

  /** What it answers when it is asked for its view. */
  HostAnswer view(Bytes sid, String message) {
    HostAnswer honest = host.view(sid, message);
    Session session = joined.get(sid);
    return saying(session == null ? honest : viewTrick.instead(session, honest));
  }

  private HostAnswer saying(HostAnswer answer) {
    said.add(answer);
    return answer;
  }

  private Session opened(String open) {
    try {
      Opening opening = Signed.read(open, Opening.KIND, cluster.id(), keys).content();
      return Session.of(
          opening.preimage(),
          opening.request(),
          storage
              .active(opening.preimage().keyId())
              .filter(c -> c.hash().equals(opening.preimage().certHash()))
              .or(() -> past(opening.preimage()))
              .or(() -> storage.learned(opening.preimage().keyId())),
          storage.auxBundle().filter(b -> b.hash().equals(opening.preimage().auxBundleHash())));
    } catch (DecodingException e) {
      return null; // it will refuse
    }
  }

  private Optional<CertificateContent> past(SessionPreimage preimage) {
    return storage
        .past(preimage.keyId(), preimage.generation())
        .filter(c -> c.hash().equals(preimage.certHash()));
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
                (credential, preimage, request) ->
                    new Authority.Decision(
                        credential, Optional.empty(), credential.equals(SimulatedCluster.BOUND)),
                storage,
                clock,
                random,
                Tasks.SEQUENTIAL));
  }

  private Protocol lying(Protocol protocol, Cheat cheat) {
    CheatingProtocol.Lie lie = cheat.asLie();
    return new CheatingProtocol(
        protocol, (session, inbox, honest) -> noting(session, honest, lie, inbox)) {
      @Override
      public Round begin(Session session, Local local) {
        return cheat.wrap(session, local, super.begin(session, local));
      }
    };
  }

  private Message noting(Session session, Message honest, CheatingProtocol.Lie lie, Inbox inbox) {
    Message said = lie.instead(session, inbox, honest);
    if (!said.toBody().equals(honest.toBody())) {
      lied.add(session.sid());
    }
    return said;
  }
}
