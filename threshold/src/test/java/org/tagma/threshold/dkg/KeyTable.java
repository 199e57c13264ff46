package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tagma.threshold.evidence.EvidenceVerifier;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.RoundEngine;
import org.tagma.threshold.testkit.CheatingProtocol;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.verdict.Evidence;
import org.tagma.threshold.wire.Envelope;
import org.tagma.threshold.wire.SessionPreimage;

/** All keepers of a cluster at one table, relayed to each other faithfully, round by round. */
final class KeyTable {
  final Seed seed;
  final Cluster cluster;
  final Session session;
  final EvidenceVerifier verifier;
  final SortedMap<Integer, RoundEngine> engines = new TreeMap<>();
  final List<SortedMap<Integer, Envelope>> rounds = new ArrayList<>();
  final SortedMap<Integer, List<Effect>> effects = new TreeMap<>();

  /** What the honest keepers say. */
  final SortedMap<Integer, List<Evidence>> accusations = new TreeMap<>();

  private final Set<Integer> liars = new TreeSet<>();
  private final SortedMap<Integer, KeeperIdentity> identities = new TreeMap<>();

  KeyTable(String name, String curve, int t, int n) throws DecodingException {
    seed = new Seed(name);
    List<Cluster.Member> members = new ArrayList<>();
    for (int keeper = 1; keeper <= n; keeper++) {
      KeeperIdentity identity = KeeperIdentity.generate(keeper, seed);
      identities.put(keeper, identity);
      URI url = URI.create("http://127.0.0.1:" + (9080 + keeper));
      members.add(new Cluster.Member(keeper, url, identity.publicKey()));
    }
    cluster = Cluster.of(t, members);
    session = session(cluster, Curve.named(curve), DkgOperation.request(curve));
    verifier = new EvidenceVerifier(cluster.id(), cluster.keyRing(), KnownProtocols.all());
    identities.keySet().forEach(keeper -> seat(keeper, new Dkg()));
  }

  static SessionPreimage preimage(Cluster cluster, Curve curve, ObjectNode request)
      throws DecodingException {
    return new SessionPreimage(
        SessionPreimage.VERSION,
        cluster.id(),
        "operation-1",
        1,
        Dkg.NAME,
        Dkg.suite(curve),
        "team:key-1",
        1,
        Bytes.empty(),
        cluster.threshold(),
        cluster.total(),
        cluster.keepers().stream().map(k -> k.key().participant()).toList(),
        Bytes.empty(),
        Session.digest(request),
        1,
        1_767_225_600_000L,
        1_767_225_690_000L,
        Bytes.of(new byte[32]));
  }

  private static Session session(Cluster cluster, Curve curve, ObjectNode request)
      throws DecodingException {
    return Session.of(preimage(cluster, curve, request), request, Optional.empty());
  }

  /** Puts {@code keeper} at the table with its own way to play. */
  void seat(int keeper, Protocol protocol) {
    Local local = new Local(keeper, Optional.empty(), seed);
    engines.put(
        keeper,
        new RoundEngine(
            session, identities.get(keeper), cluster.keyRing(), protocol, local, Tasks.SEQUENTIAL));
  }

  void cheat(int keeper, CheatingProtocol.Lie lie) {
    liars.add(keeper);
    seat(keeper, new CheatingProtocol(new Dkg(), lie));
  }

  /** Plays until the end, or until somebody is accused or stops. */
  void play() {
    for (int round = 1; round <= new Dkg().rounds() + 1; round++) {
      List<String> inbox =
          rounds.isEmpty()
              ? List.of()
              : rounds.get(rounds.size() - 1).values().stream()
                  .map(envelope -> envelope.signed().compact())
                  .toList();
      SortedMap<Integer, Envelope> sent = new TreeMap<>();
      for (Map.Entry<Integer, RoundEngine> seat : engines.entrySet()) {
        RoundEngine.Answer answer = seat.getValue().advance(inbox);
        if (answer instanceof RoundEngine.Answer.Send send) {
          sent.put(seat.getKey(), send.envelope());
          effects.computeIfAbsent(seat.getKey(), k -> new ArrayList<>()).addAll(send.effects());
        } else if (answer instanceof RoundEngine.Answer.Accuse accuse
            && !liars.contains(seat.getKey())) {
          accusations.put(seat.getKey(), accuse.evidence());
        }
      }
      if (sent.size() < engines.size()) {
        return;
      }
      rounds.add(sent);
    }
  }
}
