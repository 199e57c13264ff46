package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.SignedBodies;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.Certificate;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.message.Content;
import org.tagma.threshold.message.KeyAnswer;
import org.tagma.threshold.message.KeyQuestion;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.run.KeyVault;
import org.tagma.threshold.transcript.Bytes;

/**
 * Asks all keepers what they have of a key (spec/protocols.md 5, Consistency check). What they say
 * of themselves is signed; which generation is the key's, certificates alone decide.
 */
@ApplicationScoped
public class KeySurvey {
  private static final String PATH = "/peer/v1/keys";
  private static final int OK = 200;

  private final StoredKeys keys;
  private final PeerLinks links;
  private final Cluster cluster;
  private final KeeperIdentity identity;
  private final KeyRing ring;
  private final SignedBodies bodies;
  private final SecureRandom random = new SecureRandom();

  /** For the container's proxy only. */
  protected KeySurvey() {
    this(null, null, null, null, null);
  }

  @Inject
  public KeySurvey(
      StoredKeys keys, PeerLinks links, Cluster cluster, KeeperIdentity identity, KeyRing ring) {
    this.keys = keys;
    this.links = links;
    this.cluster = cluster;
    this.identity = identity;
    this.ring = ring;
    this.bodies = new SignedBodies("key", cluster, identity, ring);
  }

  /**
   * What each keeper that answers has of the key, this one included.
   *
   * @throws KeyVault.Sealed when this keeper is sealed
   */
  public SortedMap<Integer, KeyAnswer> ask(String keyId) throws KeyVault.Sealed {
    byte[] fresh = new byte[32];
    random.nextBytes(fresh);
    KeyQuestion question = new KeyQuestion(Bytes.of(fresh), keyId);
    SortedMap<Integer, CompletableFuture<PeerReply>> asked = new TreeMap<>();
    links
        .peers()
        .forEach(
            peer ->
                asked.put(
                    peer,
                    links
                        .send(peer, PATH, bytes(peer, question), PeerDeadline.FROST)
                        .toCompletableFuture()));
    SortedMap<Integer, KeyAnswer> answers = new TreeMap<>();
    answers.put(identity.keeper(), own(question));
    asked.forEach(
        (peer, reply) ->
            read(peer, question, reply.join()).ifPresent(answer -> answers.put(peer, answer)));
    return answers;
  }

  /** The latest certificate among the answers that proves itself. */
  public Optional<Certificate> latest(String keyId, Collection<KeyAnswer> answers) {
    return answers.stream()
        .flatMap(answer -> answer.certificate().stream())
        .filter(certificate -> isProved(keyId, certificate))
        .max(Comparator.comparingInt(certificate -> certificate.content().generation()));
  }

  /** As {@link StoredKeys#take}, it counts only when an honest keeper must have signed it. */
  private boolean isProved(String keyId, Certificate certificate) {
    try {
      certificate.verify(cluster.id(), ring);
      return certificate.content().keyId().equals(keyId)
          && certificate.content().total() >= cluster.threshold();
    } catch (DecodingException e) {
      return false;
    }
  }

  /**
   * Answers another keeper's question.
   *
   * @throws DecodingException when it is none of a keeper of this cluster for this one
   * @throws KeyVault.Sealed when this keeper is sealed
   */
  ObjectNode answer(byte[] body) throws DecodingException, KeyVault.Sealed {
    Signed<KeyQuestion> question = bodies.read(body, KeyQuestion.KIND);
    return bodies.to(question.from(), own(question.content()));
  }

  private KeyAnswer own(KeyQuestion question) throws KeyVault.Sealed {
    if (keys.isSealed()) {
      throw new KeyVault.Sealed();
    }
    String keyId = question.keyId();
    Optional<Certificate> certificate;
    try {
      certificate = keys.certificate(keyId);
    } catch (KeyDamaged e) {
      certificate = Optional.empty();
    }
    boolean holds = certificate.isPresent() && holds(certificate.get());
    return new KeyAnswer(
        question.nonce(), keyId, certificate, holds, keys.pendingGeneration(keyId));
  }

  private boolean holds(Certificate certificate) throws KeyVault.Sealed {
    Optional<KeyShare> share = keys.share(certificate.content());
    share.ifPresent(KeyShare::destroy);
    return share.isPresent();
  }

  private Optional<KeyAnswer> read(int peer, KeyQuestion question, PeerReply reply) {
    if (!(reply instanceof PeerReply.Answered answered) || answered.status() != OK) {
      return Optional.empty();
    }
    try {
      Signed<KeyAnswer> answer = bodies.read(answered.body(), KeyAnswer.KIND);
      boolean fits =
          answer.from() == peer
              && answer.content().nonce().equals(question.nonce())
              && answer.content().keyId().equals(question.keyId());
      return fits ? Optional.of(answer.content()) : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  private byte[] bytes(int to, Content content) {
    return bodies.to(to, content).toString().getBytes(StandardCharsets.UTF_8);
  }
}
