package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.audit.AuditRepository;
import org.tagma.persistence.audit.ChainHead;
import org.tagma.persistence.peers.PeerHead;
import org.tagma.persistence.peers.PeerHeadRepository;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.message.AuditHead;
import org.tagma.threshold.message.Signed;
import org.tagma.threshold.transcript.Bytes;

/**
 * Notices that this keeper's database is older than what it has signed: it tells each peer in its
 * probe answers how far its audit has come, peers keep that and show it back in their probes. A
 * database without the record that it has signed for has forgotten sessions too, so the keeper
 * takes part in nothing until the newer database is back. It believes its own signature only.
 */
@ApplicationScoped
public class AuditHeads {
  private static final Logger LOG = System.getLogger(AuditHeads.class.getName());

  private final AuditRepository records;
  private final PeerHeadRepository peers;
  private final Cluster cluster;
  private final KeeperIdentity identity;
  private final KeyRing keys;
  private final Readiness readiness;
  private final Map<Integer, PeerHead> latest = new ConcurrentHashMap<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile ChainHead durable = new ChainHead(0, "");

  /** For the container's proxy only. */
  protected AuditHeads() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public AuditHeads(
      AuditRepository records,
      PeerHeadRepository peers,
      Cluster cluster,
      KeeperIdentity identity,
      KeyRing keys,
      Readiness readiness) {
    this.records = records;
    this.peers = peers;
    this.cluster = cluster;
    this.identity = identity;
    this.keys = keys;
    this.readiness = readiness;
  }

  /**
   * What this keeper signs for a peer: its head as it was durable a moment ago, since what can
   * still be lost must not be signed.
   */
  public Optional<String> own(int peer) {
    ChainHead head = durable;
    if (records.head().sequence() > head.sequence() && asking.compareAndSet(false, true)) {
      CompletionStage<?> unused =
          records
              .durableHead()
              .stage()
              .whenComplete(
                  (now, failure) -> {
                    durable = now == null ? durable : now;
                    asking.set(false);
                  });
    }
    return head.sequence() == 0 ? Optional.empty() : Optional.of(sign(peer, head));
  }

  private String sign(int peer, ChainHead head) {
    try {
      AuditHead content = new AuditHead(head.sequence(), Bytes.fromBase64Url(head.hash()));
      return Signed.sign(identity, cluster.id(), peer, content).compact();
    } catch (DecodingException e) {
      throw new IllegalStateException("the hash of a record is not base64url", e);
    }
  }

  /**
   * The latest head that a peer has signed for this keeper; empty, too, while the database can't be
   * read, since a probe has to go out all the same.
   */
  public Optional<String> seen(int peer) {
    return known(peer).map(PeerHead::statement);
  }

  private Optional<PeerHead> known(int peer) {
    if (!latest.containsKey(peer)) {
      try {
        peers.latest(peer).ifPresent(head -> latest.merge(peer, head, AuditHeads::later));
      } catch (StorageUnavailable notYet) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(latest.get(peer));
  }

  private static PeerHead later(PeerHead one, PeerHead other) {
    return one.sequence() >= other.sequence() ? one : other;
  }

  /** A peer says how far it has come; kept unless it has been further. */
  public void heard(int peer, String statement) throws DecodingException {
    AuditHead head = read(statement, peer, identity.keeper());
    long before = known(peer).map(PeerHead::sequence).orElse(0L);
    if (head.sequence() > before) {
      PeerHead next = new PeerHead(head.sequence(), statement);
      latest.merge(peer, next, AuditHeads::later);
      peers.remember(peer, next);
    }
  }

  /** A peer shows what this keeper has signed for it. */
  public void shown(int peer, String statement) throws DecodingException {
    AuditHead signed = read(statement, identity.keeper(), peer);
    Optional<String> hash = records.hash(signed.sequence());
    if (!hash.equals(Optional.of(signed.hash().base64Url())) && readiness.outdated()) {
      LOG.log(
          Level.ERROR,
          "the database is older than what this keeper has signed: it lacks record {0}; this keeper takes part in nothing until the newer database is back",
          Long.toString(signed.sequence()));
    }
  }

  private AuditHead read(String statement, int from, int to) throws DecodingException {
    Signed<AuditHead> signed = Signed.read(statement, AuditHead.KIND, cluster.id(), keys);
    if (signed.from() != from || signed.to() != to) {
      throw new DecodingException("the head of another keeper's audit");
    }
    return signed.content();
  }
}
