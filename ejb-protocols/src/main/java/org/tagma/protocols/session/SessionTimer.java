package org.tagma.protocols.session;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.tagma.persistence.idempotency.IdempotencyRepository;
import org.tagma.persistence.sessions.NewSession;
import org.tagma.persistence.sessions.Role;
import org.tagma.persistence.sessions.SessionRepository;
import org.tagma.persistence.sessions.StoredSession;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.threshold.auxiliary.AuxSetup;
import org.tagma.threshold.destroy.Destroy;
import org.tagma.threshold.destroy.DestroyRequest;
import org.tagma.threshold.dkg.Dkg;
import org.tagma.threshold.dkg.DkgRequest;
import org.tagma.threshold.ecies.DecryptRequest;
import org.tagma.threshold.ecies.Ecies;
import org.tagma.threshold.frost.FrostRequest;
import org.tagma.threshold.importing.Import;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.refresh.Refresh;
import org.tagma.threshold.repair.Repair;
import org.tagma.threshold.repair.RepairRequest;
import org.tagma.threshold.reshare.Reshare;

/**
 * Ends sessions whose coordinator has vanished, those of an earlier process too; has old shares of
 * refreshed keys erased, and tells others of destroyed generations; and forgets old rows, those of
 * answers that are kept for repetitions and of tokens that have expired among them.
 */
@Singleton
@Startup
@DependsOn("IdentityStartup")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SessionTimer {
  private static final Logger LOG = System.getLogger(SessionTimer.class.getName());
  private static final long PERIOD_MILLIS = 1_000;
  private static final int TICKS_BETWEEN_NOTICES = 3;
  private static final int TICKS_BETWEEN_SWEEPS = 60;
  private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final int BATCH = 500;

  @Inject HostedSessions sessions;
  @Inject SessionRepository rows;
  @Inject IdempotencyRepository requests;
  @Inject TokenUses tokens;
  @Inject AuditTrail audit;
  @Inject RefreshedShares refreshed;
  @Inject Destructions destructions;
  @Inject KeySuccessions successions;
  @Resource ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> ticks;
  private int tick;

  @PostConstruct
  void start() {
    ticks =
        scheduler.scheduleWithFixedDelay(
            this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    ticks.cancel(false);
    sessions.host().forgetAll();
  }

  /** A schedule ends with its first exception, so a failure is logged and the ticks go on. */
  private void tick() {
    try {
      sessions.host().expire();
      refreshed.erase();
      if (tick % TICKS_BETWEEN_NOTICES == 0) {
        destructions.tell();
        successions.tell();
      }
      if (tick++ % TICKS_BETWEEN_SWEEPS == 0) {
        sweep(System.currentTimeMillis());
      }
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "sessions could not be ended, or old shares not erased: {0}",
          e.getMessage());
    }
  }

  /** This keeper took part, forgot the session, and so nobody told it how that ended. */
  private static AuditEntry lost(NewSession session) {
    return AuditEntry.closed(
        lostOperation(session),
        null,
        session.operationId(),
        session.sid(),
        session.attempt(),
        new AuditEntry.Outcome(null, "UNKNOWN", "this keeper was restarted or sealed meanwhile"),
        FaultReport.none());
  }

  /** The op of a session's request is not kept, but each protocol serves one, or mostly one. */
  private static String lostOperation(NewSession session) {
    return switch (session.protocol()) {
      case Dkg.NAME, Refresh.NAME, Reshare.NAME -> DkgRequest.OP;
      case Import.NAME -> ImportRequest.OP;
      case Repair.NAME -> RepairRequest.OP;
      case Ecies.NAME -> DecryptRequest.OP;
      case AuxSetup.NAME -> AuxSetup.OP;
      case Destroy.NAME -> DestroyRequest.OP;
      default -> FrostRequest.OP;
    };
  }

  private void sweep(long now) {
    for (StoredSession lost : rows.expired(now, BATCH)) {
      if (lost.session().role() == Role.PARTICIPANT) {
        audit.append(lost(lost.session()));
      }
      rows.close(lost.sid()).await();
    }
    rows.forget(now - KEPT_MILLIS).await();
    requests.forget(now).await();
    tokens.forget(now - KEPT_MILLIS); // longer than clocks may differ
  }
}
