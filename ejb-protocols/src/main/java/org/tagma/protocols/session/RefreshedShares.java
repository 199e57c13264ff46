package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tagma.persistence.keys.StoredKey;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerCertificates;
import org.tagma.threshold.key.CertificateContent;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.transcript.Bytes;

/**
 * Erases old shares of refreshed keys once every other holder has signed, in a probe, that it holds
 * the new generation: until then somebody may need the old ones (spec/protocols.md 1.5 and 5).
 */
@ApplicationScoped
public class RefreshedShares {
  private static final int MOST_KEYS = 256;

  private final StoredKeys keys;
  private final PeerCertificates peers;
  private final AuditTrail audit;
  private final KeeperConfiguration configuration;

  /** The certificate up to which a key has been seen to. */
  private final Map<String, Bytes> done = new ConcurrentHashMap<>();

  /** For the container's proxy only. */
  protected RefreshedShares() {
    this(null, null, null, null);
  }

  @Inject
  public RefreshedShares(
      StoredKeys keys,
      PeerCertificates peers,
      AuditTrail audit,
      KeeperConfiguration configuration) {
    this.keys = keys;
    this.peers = peers;
    this.audit = audit;
    this.configuration = configuration;
  }

  /** Erases what can be erased now. */
  void erase() {
    for (StoredKey key : keys.recent(MOST_KEYS)) {
      if (key.activeGeneration() > 1 && key.activeGeneration() == key.highestGeneration()) {
        erase(key.keyId());
      }
    }
  }

  private void erase(String keyId) {
    try {
      keys.active(keyId)
          .filter(active -> !active.hash().equals(done.get(keyId)))
          .filter(active -> peers.allHold(others(active), keyId, active.hash()))
          .ifPresent(this::erase);
    } catch (KeyDamaged e) {
      // StoredKeys has logged it; nothing is erased of a damaged key
    }
  }

  private void erase(CertificateContent active) {
    for (CertificateContent old : keys.eraseRefreshed(active.keyId())) {
      audit.append(
          AuditEntry.erased(
              new AuditEntry.Crypto(
                  Refresh.NAME, old.keyId(), old.curve().apiName(), old.generation())));
    }
    done.put(active.keyId(), active.hash());
  }

  private Collection<Integer> others(CertificateContent certificate) {
    TreeSet<Integer> others = new TreeSet<>(certificate.holders());
    others.remove(configuration.number());
    return others;
  }
}
