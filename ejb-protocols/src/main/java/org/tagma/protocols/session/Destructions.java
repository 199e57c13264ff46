package org.tagma.protocols.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.persistence.keys.DestructionRepository;
import org.tagma.persistence.keys.StoredDestruction;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.PeerReply;
import org.tagma.protocols.peer.SignedBodies;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.key.Destruction;
import org.tagma.threshold.message.DestructionNotice;
import org.tagma.threshold.message.DestructionReceipt;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.transcript.Jcs;

/**
 * Tells the other keepers which generations are over until each has signed that it keeps to it: a
 * keeper that was away when a generation was destroyed learns it when it comes back, whoever lives
 * to tell it.
 */
@ApplicationScoped
public class Destructions {
  private static final String PATH = "/peer/v1/destructions";
  private static final int MOST = 1_000;
  private static final int OK = 200;

  private final StoredKeys keys;
  private final DestructionRepository repository;
  private final HostedSessions sessions;
  private final AuditTrail audit;
  private final PeerLinks links;
  private final PeerHealth health;
  private final Cluster cluster;
  private final KeyRing ring;
  private final SignedBodies bodies;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** For the container's proxy only. */
  protected Destructions() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @Inject
  public Destructions(
      StoredKeys keys,
      DestructionRepository repository,
      HostedSessions sessions,
      AuditTrail audit,
      PeerLinks links,
      PeerHealth health,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing ring) {
    this.keys = keys;
    this.repository = repository;
    this.sessions = sessions;
    this.audit = audit;
    this.links = links;
    this.health = health;
    this.cluster = cluster;
    this.ring = ring;
    this.bodies = new SignedBodies("destruction", cluster, identity, ring);
  }

  /**
   * Takes a proof that somebody brings, whoever it is: the share is erased, and no session under
   * the generation answers any more. What this keeper has not known before is audited.
   *
   * @return false when this keeper takes the generation for the active one, which has missed
   *     another
   * @throws DecodingException when it does not prove itself
   */
  public boolean take(Destruction destruction) throws DecodingException {
    destruction.verify(cluster, ring);
    String keyId = destruction.keyId();
    int generation = destruction.generation();
    if (repository.find(keyId, generation).isPresent()) {
      return true;
    }
    if (!keys.destroy(destruction).await()) {
      return false;
    }
    sessions.host().leave(keyId, generation);
    audit
        .append(AuditEntry.erased(new AuditEntry.Crypto(Destroy.NAME, keyId, null, generation)))
        .await();
    return true;
  }

  /** Tells whoever has not confirmed and can be reached. */
  void tell() {
    for (StoredDestruction known : repository.unsettled(MOST)) {
      Set<Integer> untold = new TreeSet<>(links.peers());
      untold.removeAll(known.receipts().keySet());
      if (untold.isEmpty()) {
        repository.settle(known.keyId(), known.generation()).await();
      }
      untold.removeIf(peer -> health.knownDead(peer).isPresent());
      untold.forEach(peer -> tell(peer, known));
    }
  }

  private void tell(int peer, StoredDestruction known) {
    String telling = peer + "|" + known.generation() + "|" + known.keyId();
    if (underWay.add(telling)) {
      Destruction destruction = proof(known);
      byte[] body =
          bodies
              .to(peer, new DestructionNotice(destruction))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      links
          .notice(peer, PATH, body)
          .thenAccept(reply -> confirmed(peer, destruction, reply))
          .whenComplete((done, failure) -> underWay.remove(telling));
    }
  }

  private static Destruction proof(StoredDestruction known) {
    try {
      return Destruction.fromJson(Jcs.parse(known.proof().getBytes(StandardCharsets.UTF_8)));
    } catch (DecodingException e) {
      throw new IllegalStateException("a stored destruction is damaged", e);
    }
  }

  /** A keeper that answers anything else is told again. */
  private void confirmed(int peer, Destruction destruction, PeerReply reply) {
    if (!(reply instanceof PeerReply.Answered answered) || answered.status() != OK) {
      return;
    }
    try {
      Signed<DestructionReceipt> receipt = bodies.read(answered.body(), DestructionReceipt.KIND);
      if (receipt.from() == peer && receipt.content().equals(DestructionReceipt.of(destruction))) {
        repository
            .confirm(destruction.keyId(), destruction.generation(), peer, receipt.compact())
            .await();
      }
    } catch (DecodingException e) {
      // no receipt: it says nothing about the keeper
    }
  }

  /**
   * Answers a keeper that brings a proof.
   *
   * @throws DecodingException when it is none, or of no keeper of this cluster for this one
   * @throws OperationFailed DESTROY_FORBIDDEN when the generation is active here
   */
  ObjectNode answer(byte[] body) throws DecodingException, OperationFailed {
    Signed<DestructionNotice> notice = bodies.read(body, DestructionNotice.KIND);
    Destruction destruction = notice.content().destruction();
    if (!take(destruction)) {
      throw new OperationFailed(
          ErrorType.DESTROY_FORBIDDEN, "the generation is active here, or another one");
    }
    return bodies.to(notice.from(), DestructionReceipt.of(destruction));
  }
}
