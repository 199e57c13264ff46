package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.round.Derivations;
import org.tagma.threshold.round.Effect;
import org.tagma.threshold.round.Inbox;
import org.tagma.threshold.round.InboxReader;
import org.tagma.threshold.round.Local;
import org.tagma.threshold.round.Protocol;
import org.tagma.threshold.round.Session;
import org.tagma.threshold.round.Step;
import org.tagma.threshold.round.Tasks;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.wire.SessionPreimage;

/**
 * A whole cluster of throwaway keepers in memory that makes a key and uses it: how a keeper tests
 * itself, and warms up, before it reports ready. Nothing of it is kept.
 */
public final class Rehearsal {
  private static final long LIFE = 60_000;

  private final SecureRandom random;
  private final Cluster cluster;
  private final Map<Integer, KeyRing> rings = new TreeMap<>();
  private final Map<Integer, KeeperIdentity> identities = new TreeMap<>();

  /** A cluster of {@code total} keepers, {@code threshold} of which sign. */
  public Rehearsal(int threshold, int total, SecureRandom random) {
    this.random = random;
    List<Cluster.Member> members = new ArrayList<>();
    for (int keeper = 1; keeper <= total; keeper++) {
      KeeperIdentity identity = KeeperIdentity.generate(keeper, random);
      identities.put(keeper, identity);
      members.add(
          new Cluster.Member(keeper, URI.create("http://keeper-" + keeper), identity.publicKey()));
    }
    try {
      this.cluster = Cluster.of(threshold, members);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e);
    }
    identities.forEach((keeper, identity) -> rings.put(keeper, cluster.keyRing(identity)));
  }

  /**
   * What came of a protocol.
   *
   * @param shares what each keeper would keep: the caller's to destroy
   */
  public record Played(Object result, Map<Integer, KeyShare> shares) {}

  /**
   * Plays {@code protocol} from its first round to its result.
   *
   * @param members who takes part
   * @param shares their shares; the copies that the keepers get are destroyed at the end; empty
   *     while the key is being made
   * @throws IllegalStateException when somebody is blamed or refuses: the protocol is broken here
   */
  public Played play(
      Protocol protocol,
      String suite,
      ObjectNode request,
      List<Integer> members,
      Optional<CertificateContent> certificate,
      Map<Integer, KeyShare> shares) {
    return play(protocol, suite, request, members, certificate, shares, Optional.empty(), Map.of());
  }

  /**
   * The same for a protocol that needs moduli.
   *
   * @param secrets the factors of each member's moduli: the caller's to destroy
   */
  public Played play(
      Protocol protocol,
      String suite,
      ObjectNode request,
      List<Integer> members,
      Optional<CertificateContent> certificate,
      Map<Integer, KeyShare> shares,
      Optional<AuxBundle> auxBundle,
      Map<Integer, AuxSecrets> secrets) {
    List<KeyShare> copies = new ArrayList<>();
    Map<Integer, RoundEngine> engines = new TreeMap<>();
    try {
      Session session = session(protocol, suite, request, members, certificate, auxBundle);
      int coordinator = session.preimage().coordinator();
      Derivations shared = new Derivations();
      for (int member : members) {
        Optional<KeyShare> share = Optional.ofNullable(shares.get(member)).map(Rehearsal::copy);
        share.ifPresent(copies::add);
        Local local = new Local(member, share, Optional.ofNullable(secrets.get(member)), random);
        engines.put(
            member,
            new RoundEngine(
                Inbox.empty(session, member == coordinator ? shared : new Derivations()),
                identities.get(member),
                rings.get(member),
                protocol,
                local,
                Tasks.SEQUENTIAL));
      }
      return play(Inbox.empty(session, shared), protocol, engines);
    } catch (DecodingException e) {
      throw new IllegalArgumentException("the request does not fit the protocol", e);
    } finally {
      engines.values().forEach(RoundEngine::destroy);
      copies.forEach(KeyShare::destroy);
    }
  }

  private Played play(Inbox empty, Protocol protocol, Map<Integer, RoundEngine> engines) {
    Session session = empty.session();
    KeyRing keys = rings.get(session.preimage().coordinator());
    InboxReader reader = new InboxReader(session, keys, protocol);
    Map<Integer, KeyShare> kept = new TreeMap<>();
    Inbox inbox = empty;
    List<String> messages = List.of();
    for (int round = 1; round <= protocol.rounds(); round++) {
      List<String> sent = new ArrayList<>();
      for (Map.Entry<Integer, RoundEngine> engine : engines.entrySet()) {
        if (!(engine.getValue().advance(messages) instanceof RoundEngine.Answer.Send send)) {
          throw new IllegalStateException(protocol.name() + " does not work in round " + round);
        }
        sent.add(send.envelope().signed().compact());
        send.effects().forEach(effect -> keep(engine.getKey(), effect, kept));
      }
      messages = sent;
      inbox = inbox.with(reader.read(round, messages, inbox.view(round - 1)).admitted().values());
      if (!protocol.commonOffences(inbox, round).isEmpty()) {
        throw new IllegalStateException(protocol.name() + " blames in round " + round);
      }
    }
    Step end = protocol.conclude(session).step(inbox, Tasks.SEQUENTIAL);
    if (end instanceof Step.Done done) {
      return new Played(done.result(), kept);
    }
    throw new IllegalStateException(protocol.name() + " has no result");
  }

  private static void keep(int keeper, Effect effect, Map<Integer, KeyShare> kept) {
    if (effect instanceof Effect.KeepPending pending) {
      kept.put(keeper, pending.share());
    }
  }

  private static KeyShare copy(KeyShare share) {
    SecretScalar secret = SecretScalar.of(share.secret().disclose());
    return KeyShare.check(share.certificate(), share.keeper(), secret).orElseThrow();
  }

  private Session session(
      Protocol protocol,
      String suite,
      ObjectNode request,
      List<Integer> members,
      Optional<CertificateContent> certificate,
      Optional<AuxBundle> auxBundle)
      throws DecodingException {
    byte[] nonce = new byte[32];
    random.nextBytes(nonce);
    SessionPreimage preimage =
        new SessionPreimage(
            SessionPreimage.VERSION,
            cluster.id(),
            "rehearsal",
            members.get(0),
            protocol.name(),
            suite,
            request.path("request").path("keyId").asText(),
            1,
            certificate.map(CertificateContent::hash).orElse(Bytes.empty()),
            cluster.threshold(),
            cluster.total(),
            members.stream().map(m -> identities.get(m).publicKey().participant()).toList(),
            auxBundle.map(AuxBundle::hash).orElse(Bytes.empty()),
            Session.digest(request),
            1,
            0,
            LIFE,
            Bytes.of(nonce));
    return Session.of(preimage, request, certificate, auxBundle);
  }
}
