package org.tagma.protocols.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.tagma.persistence.Durable;
import org.tagma.persistence.evidence.EvidenceRepository;
import org.tagma.persistence.evidence.StoredEvidence;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Jcs;
import org.tagma.threshold.verdict.Evidence;

/**
 * Keeps evidence that has been verified, under the name that its content gives it, and quarantines
 * the keeper that it convicts: there is no imposter whom the next operation would ask again.
 */
@ApplicationScoped
public class EvidenceLocker {
  private final EvidenceRepository repository;
  private final KeeperIdentity identity;
  private final Clock clock = Clock.systemUTC();

  /** For the container's proxy only. */
  protected EvidenceLocker() {
    this(null, null);
  }

  @Inject
  public EvidenceLocker(EvidenceRepository repository, KeeperIdentity identity) {
    this.repository = repository;
    this.identity = identity;
  }

  /** Keeps {@code evidence}; keeping it again changes nothing. */
  public Durable<Boolean> keep(Evidence evidence) {
    StoredEvidence bundle = bundle(evidence);
    boolean againstThisKeeper = evidence.accused() == identity.keeper();
    return againstThisKeeper ? repository.save(bundle) : repository.convict(bundle);
  }

  private StoredEvidence bundle(Evidence evidence) {
    try {
      return new StoredEvidence(
          FaultReports.evidenceId(evidence),
          evidence.rule(),
          KeeperName.of(evidence.accused()),
          KeeperName.of(identity.keeper()),
          evidence.session().sid().base64Url(),
          new String(Jcs.canonical(evidence.toJson()), StandardCharsets.UTF_8),
          clock.millis());
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
