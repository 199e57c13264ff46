package org.tagma.protocols.operation;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.KeeperConfiguration;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealFailure;
import org.tagma.protocols.keeper.SealKind;
import org.tagma.protocols.keeper.SealProgress;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.session.HostedSessions;
import org.tagma.threshold.secret.SecretShare;

/** Works the seal on behalf of a caller, on record. */
@Stateless
@Local(Sealing.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SealingBean implements Sealing {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  @Inject AuditedOperation audited;
  @Inject AuditTrail audit;
  @Inject Seal seal;
  @Inject HostedSessions sessions;
  @Inject Readiness readiness;
  @Inject KeeperConfiguration configuration;

  /** Something that the seal does. */
  @FunctionalInterface
  private interface Step {
    void perform() throws SealFailure, IOException;
  }

  /** Something that the seal gives. */
  @FunctionalInterface
  private interface Work<T> {
    T perform() throws SealFailure, IOException;
  }

  @Override
  public Optional<SealShares> initialise(
      RequestContext context, String peerId, int threshold, int total) throws OperationFailed {
    return audited.recording(
        "init",
        context,
        () -> {
          if (!peerId.equals(configuration.peerId())) {
            throw new OperationFailed(
                ErrorType.INVALID_PEER_ID, "peerId: this keeper is " + configuration.peerId());
          }
          return seal.kind() == SealKind.SHAMIR
              ? Optional.of(split(context, threshold, total))
              : automatic(context);
        });
  }

  private SealShares split(RequestContext context, int threshold, int total)
      throws OperationFailed {
    intend("init", context);
    SealShares shares = worked(() -> encoded(threshold, seal.initialise(threshold, total)));
    try {
      finish("init", context, OK, threshold + " of " + total + " shares open the seal");
      return shares;
    } catch (OperationFailed unrecorded) {
      shares.erase();
      throw unrecorded;
    }
  }

  private static SealShares encoded(int threshold, List<SecretShare> shares) {
    try {
      return new SealShares(threshold, shares.stream().map(SecretShare::encode).toList());
    } finally {
      shares.forEach(SecretShare::destroy);
    }
  }

  private Optional<SealShares> automatic(RequestContext context) throws OperationFailed {
    intend("init", context);
    perform(seal::initialise);
    finishUnsealed("init", context, NO_CONTENT, "sealed by " + seal.kind());
    return Optional.empty();
  }

  @Override
  public boolean unseal(RequestContext context) throws OperationFailed {
    return audited.recording(
        "unseal",
        context,
        () -> {
          intend("unseal", context);
          perform(seal::unseal);
          finishUnsealed("unseal", context, OK, "unsealed by " + seal.kind());
          return ready();
        });
  }

  @Override
  public SealProgress unseal(RequestContext context, List<byte[]> shares, boolean reset)
      throws OperationFailed {
    return audited.recording(
        "unseal",
        context,
        () -> {
          intend("unseal", context);
          SealProgress progress = worked(() -> seal.unseal(shares, reset));
          String details = progress.progress() + " of " + progress.threshold() + " shares are in";
          if (progress.unsealed()) {
            finishUnsealed("unseal", context, OK, details + ", unsealed");
          } else {
            finish("unseal", context, OK, reset ? details + " after a reset" : details);
          }
          return progress;
        });
  }

  @Override
  public boolean ready() {
    return seal.state() == SealState.UNSEALED && readiness.isReady();
  }

  @Override
  public void seal(RequestContext context) throws OperationFailed {
    audited.recording(
        "seal",
        context,
        () -> {
          perform(this::close); // even when it can't be recorded, so it has no intent
          recordSealing(context);
          return null;
        });
  }

  private void recordSealing(RequestContext context) throws OperationFailed {
    try {
      finish("seal", context, NO_CONTENT, null);
    } catch (OperationFailed unrecorded) {
      throw new OperationFailed(
          unrecorded.type(), "this keeper is sealed now, but that could not be recorded");
    }
  }

  /** The seal comes first: a session that is joined afterwards finds it closed. */
  private void close() throws SealFailure {
    seal.seal();
    sessions.host().forgetAll();
  }

  private void perform(Step step) throws OperationFailed {
    worked(
        () -> {
          step.perform();
          return null;
        });
  }

  private <T> T worked(Work<T> work) throws OperationFailed {
    try {
      return work.perform();
    } catch (SealFailure failure) {
      throw SealFailures.of(failure, seal.state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void intend(String event, RequestContext context) throws OperationFailed {
    audit.write(AuditEntry.intent(event, context));
  }

  private void finish(String event, RequestContext context, int status, String details)
      throws OperationFailed {
    AuditEntry.Outcome outcome = new AuditEntry.Outcome(status, null, details);
    audit.write(AuditEntry.outcome(event, context, outcome, FaultReport.none()));
  }

  /** A seal whose opening is not on record does not stay open. */
  private void finishUnsealed(String event, RequestContext context, int status, String details)
      throws OperationFailed {
    try {
      finish(event, context, status, details);
    } catch (OperationFailed unrecorded) {
      perform(this::close);
      throw unrecorded;
    }
  }
}
