package org.tagma.threshold.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.RoundEngine;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * One session of a simulated cluster, driven by hand: the members' engines, everything they have
 * sent, and the inbox that an honest judge builds of it.
 */
public final class StagedSession {
  private final SimulatedCluster cluster;
  private final Protocol protocol;
  private final Session session;
  private final Map<Integer, RoundEngine> engines = new TreeMap<>();
  private final List<List<Envelope>> rounds = new ArrayList<>();

  private StagedSession(SimulatedCluster cluster, Protocol protocol, Session session) {
    this.cluster = cluster;
    this.protocol = protocol;
    this.session = session;
  }

  /** A session of {@code operation}, opened by {@code coordinator} among {@code members}. */
  public static StagedSession of(
      SimulatedCluster cluster, Operation operation, int coordinator, Integer... members) {
    SessionPreimage preimage = preimage(cluster, operation, coordinator, List.of(members), 1);
    try {
      Session session =
          Session.of(preimage, operation.request(), operation.certificate(), operation.auxBundle());
      StagedSession staged = new StagedSession(cluster, operation.protocol(), session);
      for (int member : members) {
        SimulatedKeeper keeper = cluster.keeper(member);
        Local local =
            new Local(
                member,
                operation.certificate().flatMap(c -> keeper.storage().share(c)),
                operation.auxBundle().flatMap(a -> keeper.storage().auxSecrets(a)),
                new SeededRandom(member, session.sid().hex()));
        staged.engines.put(
            member,
            new RoundEngine(
                session,
                keeper.identity(),
                cluster.cluster().keyRing(),
                operation.protocol(),
                local,
                Tasks.SEQUENTIAL));
      }
      return staged;
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The pre-image that {@code coordinator} opens attempt {@code attempt} with. */
  public static SessionPreimage preimage(
      SimulatedCluster cluster,
      Operation operation,
      int coordinator,
      List<Integer> members,
      int attempt) {
    long now = cluster.clock().now();
    try {
      Bytes digest = Session.digest(operation.request());
      return new SessionPreimage(
          SessionPreimage.VERSION,
          cluster.cluster().id(),
          operation.operationId(),
          coordinator,
          operation.protocol().name(),
          operation.suite(),
          operation.keyId(),
          operation.generation(),
          operation.certificate().map(CertificateContent::hash).orElse(Bytes.empty()),
          operation.threshold(),
          operation.total(),
          operation.holders().stream().filter(p -> members.contains(p.number())).toList(),
          operation.auxBundle().map(AuxBundle::hash).orElse(Bytes.empty()),
          digest,
          attempt,
          now,
          now + operation.budgetMillis() + 60_000,
          digest);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Session session() {
    return session;
  }

  public RoundEngine engine(int member) {
    return engines.get(member);
  }

  public InboxReader reader() {
    return new InboxReader(session, cluster.cluster().keyRing(), protocol);
  }

  /** Lets every member answer the next round, honestly relayed, and returns what they send. */
  public List<Envelope> next() {
    List<String> messages = rounds.isEmpty() ? List.of() : compact(rounds.get(rounds.size() - 1));
    List<Envelope> sent = new ArrayList<>();
    engines.forEach(
        (member, engine) -> {
          if (!(engine.advance(messages) instanceof RoundEngine.Answer.Send send)) {
            throw new IllegalStateException("keeper-" + member + " does not go on");
          }
          sent.add(send.envelope());
        });
    rounds.add(List.copyOf(sent));
    return sent;
  }

  /** Everything sent so far, as a judge reads it. */
  public Inbox inbox() {
    Inbox inbox = Inbox.empty(session);
    for (List<Envelope> round : rounds) {
      int number = inbox.round() + 1;
      inbox =
          inbox.with(
              reader().read(number, compact(round), inbox.view(number - 1)).admitted().values());
    }
    return inbox;
  }

  /** Runs to the last round, and returns the judge's inbox. */
  public Inbox play() {
    while (rounds.size() < protocol.rounds()) {
      next();
    }
    return inbox();
  }

  /** {@code member}'s message of {@code round}. */
  public Envelope envelope(int round, int member) {
    return rounds.get(round - 1).stream().filter(e -> e.from() == member).findFirst().orElseThrow();
  }

  /** The exact bytes of {@code envelopes}. */
  public static List<String> compact(List<Envelope> envelopes) {
    return envelopes.stream().map(e -> e.signed().compact()).toList();
  }

  /** The certificate the session is under. */
  public Optional<CertificateContent> certificate() {
    return session.certificate();
  }
}
