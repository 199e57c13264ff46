package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.session.EvidenceLocker;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

/** Records what turns up about an operation after its answer, as {@link AuditEntry#LATE}. */
@ApplicationScoped
public class LateFaults {
  private final AuditTrail audit;
  private final EvidenceLocker evidence;

  /** For the container's proxy only. */
  protected LateFaults() {
    this(null, null);
  }

  @Inject
  public LateFaults(AuditTrail audit, EvidenceLocker evidence) {
    this.audit = audit;
    this.evidence = evidence;
  }

  /** Does not wait: nobody waits for the record. */
  public void record(String operationId, List<Fault> faults) {
    VerdictLedger ledger = new VerdictLedger();
    for (Fault fault : faults) {
      ledger.add(fault);
      if (fault.verdict() instanceof Verdict.Imposter imposter) {
        evidence.keep(imposter.evidence());
      }
    }
    audit.appendPatiently(AuditEntry.late(operationId, FaultReports.of(ledger)));
  }
}
