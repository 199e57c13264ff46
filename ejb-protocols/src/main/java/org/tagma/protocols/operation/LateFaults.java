package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.audit.OperationLog;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.peer.KeeperThreads;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.session.EvidenceLocker;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.run.Links;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

/**
 * Records the faults that turn up when an operation has its result: {@code operation.late} (DESIGN
 * section 2, "Who is asked").
 */
@ApplicationScoped
public class LateFaults {
  private static final OperationLog LOG = OperationLog.of(LateFaults.class);

  private final AuditTrail audit;
  private final EvidenceLocker evidence;
  private final PeerHealth health;
  private final RunMetrics metrics;
  private final Executor threads;
  private final KeeperIdentity identity;

  /** For the container's proxy only. */
  protected LateFaults() {
    this(null, null, null, null, (Executor) null, null);
  }

  @Inject
  public LateFaults(
      AuditTrail audit,
      EvidenceLocker evidence,
      PeerHealth health,
      RunMetrics metrics,
      KeeperThreads threads,
      KeeperIdentity identity) {
    this(audit, evidence, health, metrics, (Executor) threads, identity);
  }

  LateFaults(
      AuditTrail audit,
      EvidenceLocker evidence,
      PeerHealth health,
      RunMetrics metrics,
      Executor threads,
      KeeperIdentity identity) {
    this.audit = audit;
    this.evidence = evidence;
    this.health = health;
    this.metrics = metrics;
    this.threads = threads;
    this.identity = identity;
  }

  /** The late answers of one operation. */
  LateAnswers of(String operationId, PeerDeadline deadline) {
    return (keeper, reply, judge) -> {
      try {
        threads.execute(() -> judge(operationId, deadline, keeper, reply, judge));
      } catch (RejectedExecutionException tooMany) {
        LOG.say(Level.WARNING, operationId, "a late answer was not judged");
      }
    };
  }

  private void judge(
      String operationId, PeerDeadline deadline, int keeper, Links.Reply reply, Links.Late judge) {
    List<Fault> faults = judge.late(keeper, reply);
    VerdictLedger ledger = new VerdictLedger();
    faults.forEach(ledger::add);
    Set<Integer> answered = reply instanceof Links.Reply.Answered ? Set.of(keeper) : Set.of();
    RunDriver.judged(ledger, answered, deadline, identity.keeper(), health);
    if (!faults.isEmpty()) {
      record(operationId, ledger);
    }
  }

  private void record(String operationId, VerdictLedger ledger) {
    ledger.faults().forEach(metrics::judged);
    try {
      for (Fault fault : ledger.faults()) {
        if (fault.verdict() instanceof Verdict.Imposter imposter) {
          evidence.keep(imposter.evidence()).await();
        }
      }
      audit.append(AuditEntry.late(operationId, FaultReports.of(ledger))).await();
    } catch (StorageUnavailable e) {
      LOG.say(Level.WARNING, operationId, "a late fault could not be recorded");
    }
  }
}
