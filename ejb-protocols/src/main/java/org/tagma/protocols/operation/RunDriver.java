package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.tagma.persistence.Durable;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.peer.PeerDeadline;
import org.tagma.protocols.peer.PeerHealth;
import org.tagma.protocols.peer.PeerLinks;
import org.tagma.protocols.peer.Quarantine;
import org.tagma.protocols.session.HostedSessions;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeyRing;
import org.tagma.threshold.run.KnownProtocols;
import org.tagma.threshold.run.Operation;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.run.Run;
import org.tagma.threshold.verdict.CauseOfDeath;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.Verdict;
import org.tagma.threshold.verdict.VerdictLedger;

/**
 * Drives an operation over the peer links, round by round. Waits for peers on the calling thread
 * and holds no transaction, lock or connection meanwhile.
 */
@ApplicationScoped
public class RunDriver {
  @Inject KeeperConfiguration configuration;
  @Inject KeeperIdentity identity;
  @Inject KeyRing keys;
  @Inject PeerLinks links;
  @Inject PeerHealth health;
  @Inject HostedSessions sessions;
  @Inject Closings closings;
  @Inject RunMetrics metrics;
  @Inject AnswerTimes times;
  @Inject LateFaults lateFaults;
  @Inject Quarantine quarantine;

  /**
   * Runs {@code operation} to its end; its rounds have the deadline of their class.
   *
   * @param intent the record of it; nothing that a round brings is used before it is durable
   * @throws StorageUnavailable when the record could not be made durable
   */
  public Outcome run(Operation operation, PeerDeadline deadline, Durable<?> intent) {
    RunLinks runLinks =
        new RunLinks(
            deadline,
            configuration,
            links,
            health,
            quarantine.all(),
            sessions.host(),
            closings,
            intent,
            times,
            lateFaults.of(operation.operationId(), deadline));
    Outcome outcome =
        new Run(identity, configuration.cluster(), keys, KnownProtocols.all(), runLinks, operation)
            .execute();
    judged(outcome.ledger(), runLinks.answered(), deadline, identity.keeper(), health);
    outcome.ledger().faults().forEach(metrics::judged);
    return outcome;
  }

  /**
   * What only the run could see, because something did come back over the link: deaths by what the
   * answer said, and who answered rounds and died by nothing.
   */
  static void judged(
      VerdictLedger ledger,
      Set<Integer> answered,
      PeerDeadline deadline,
      int self,
      PeerHealth health) {
    for (Fault fault : ledger.faults()) {
      if (fault.verdict() instanceof Verdict.Dead dead
          && fault.keeper() != self
          && (dead.cause() == CauseOfDeath.BAD_SIGNATURE
              || dead.cause() == CauseOfDeath.VIEW_MISMATCH)) {
        health.died(fault.keeper(), deadline, dead.cause());
      }
    }
    answered.stream()
        .filter(keeper -> keeper != self && !ledger.dead().contains(keeper))
        .forEach(health::answeredRound);
  }

  /** How long an operation of this class may take, in milliseconds. */
  public long budget(PeerDeadline deadline) {
    return configuration.budget(deadline).toMillis();
  }
}
