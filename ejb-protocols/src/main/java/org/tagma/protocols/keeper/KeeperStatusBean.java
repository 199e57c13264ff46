package org.tagma.protocols.keeper;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.access.JwtRules;
import org.tagma.protocols.access.JwtVerifier;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.Quarantine;
import org.tagma.threshold.identity.Cluster;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.identity.KeyRing;

/** Says what this keeper knows of itself and of its cluster, without asking anybody. */
@Stateless
@Local(KeeperStatus.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeeperStatusBean implements KeeperStatus {
  @Inject KeeperConfiguration configuration;
  @Inject Seal seal;
  @Inject Readiness readiness;
  @Inject PeerHealth health;
  @Inject Quarantine quarantine;
  @Inject IdentityKeys identities;
  @Inject KeyRing keys;

  @Override
  public String id() {
    return configuration.peerId();
  }

  @Override
  public SealStatus seal() {
    return seal.status();
  }

  @Override
  public boolean ready() {
    try {
      return cluster().state() == ClusterStatus.State.READY;
    } catch (OperationFailed unreadable) {
      return false;
    }
  }

  @Override
  public Optional<String> objection() {
    return readiness.objection();
  }

  @Override
  public ClusterStatus cluster() throws OperationFailed {
    Cluster cluster = configuration.cluster();
    TreeMap<String, ClusterStatus.State> peers = new TreeMap<>();
    for (Cluster.Member member : cluster.keepers()) {
      peers.put(KeeperName.of(member.number()), state(member.number()));
    }
    return ClusterStatus.of(id(), cluster.threshold(), peers, barred());
  }

  private List<String> barred() throws OperationFailed {
    try {
      return quarantine.all().stream().map(q -> KeeperName.of(q.keeper())).toList();
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_NOT_AVAILABLE, "this keeper cannot read whom it has in quarantine");
    }
  }

  @Override
  public Optional<JwtRules> jwt() {
    return configuration.jwt().map(JwtVerifier::rules);
  }

  @Override
  public boolean developerTokens() {
    return configuration.developerTokens();
  }

  @Override
  public JsonNode identityKeys() {
    return identities.published(keys);
  }

  private ClusterStatus.State state(int keeper) {
    return keeper == configuration.number()
        ? own()
        : ClusterStatus.State.valueOf(health.state(keeper).name());
  }

  /** Needs nobody else: what this keeper says of itself when it is probed. */
  private ClusterStatus.State own() {
    boolean ready = seal.state() == SealState.UNSEALED && readiness.isReady();
    return ready ? ClusterStatus.State.READY : ClusterStatus.State.NOT_READY;
  }
}
