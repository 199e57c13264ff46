package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.persistence.Durable;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.access.TokenBinding;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditReceipt;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.FaultReports;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.keeper.Admission;
import org.tagma.protocols.keeper.BodyDigests;
import org.tagma.protocols.keeper.Readiness;
import org.tagma.protocols.keeper.Seal;
import org.tagma.protocols.keeper.SealState;
import org.tagma.protocols.session.EvidenceLocker;
import org.tagma.protocols.session.TokenUses;
import org.tagma.threshold.key.KeyDamaged;
import org.tagma.threshold.run.Outcome;
import org.tagma.threshold.verdict.Fault;
import org.tagma.threshold.verdict.RefusalReason;
import org.tagma.threshold.verdict.Verdict;

/**
 * What every operation of a client owes the audit: intent before any secret is used on the request,
 * outcome after it and before the answer. No intent, no operation; no outcome, no answer (DESIGN
 * section 5, "Audit").
 */
@ApplicationScoped
public class AuditedOperation {
  private final AuditTrail audit;
  private final EvidenceLocker evidence;
  private final Admission admission;
  private final Seal seal;
  private final BodyDigests digests;
  private final Readiness readiness;
  private final TokenUses tokens;

  /** For the container's proxy only. */
  protected AuditedOperation() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public AuditedOperation(
      AuditTrail audit,
      EvidenceLocker evidence,
      Admission admission,
      Seal seal,
      BodyDigests digests,
      Readiness readiness,
      TokenUses tokens) {
    this.audit = audit;
    this.evidence = evidence;
    this.admission = admission;
    this.seal = seal;
    this.digests = digests;
    this.readiness = readiness;
    this.tokens = tokens;
  }

  /** An operation's work. */
  @FunctionalInterface
  public interface Work<T> {
    T perform() throws OperationFailed;
  }

  /** A result and what goes into the outcome record beside it. */
  public record Finished<T>(T result, AuditEntry.Crypto key, FaultReport faults, int attempts) {}

  /**
   * Runs an operation that needs the keys. Records a failure of {@code work}; whatever succeeds has
   * been recorded by {@link #finish}.
   */
  public <T> T run(String event, RequestContext context, Work<T> work) throws OperationFailed {
    return recording(
        event,
        context,
        () -> {
          requireReady();
          return work.perform();
        });
  }

  private void requireReady() throws OperationFailed {
    if (seal.state() == SealState.UNINITIALIZED) {
      throw new OperationFailed(
          ErrorType.KEEPER_NOT_INITIALIZED, "this keeper is not initialized: initialize it first");
    }
    if (seal.state() == SealState.SEALED) {
      throw new OperationFailed(ErrorType.KEEPER_SEALED, "this keeper is sealed: unseal it first");
    }
    if (!readiness.isReady()) {
      throw new OperationFailed(
          ErrorType.KEEPER_NOT_INITIALIZED, "this keeper is still starting: come again later");
    }
  }

  /** Runs what can be done in every state of the seal, and records a failure of it. */
  <T> T recording(String event, RequestContext context, Work<T> work) throws OperationFailed {
    Optional<String> objection = readiness.objection();
    if (objection.isPresent()) {
      throw new OperationFailed(ErrorType.AUDIT_NOT_AVAILABLE, objection.get());
    }
    try {
      return work.perform();
    } catch (OperationFailed failure) {
      throw recorded(event, context, failure);
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_FAILED, "this keeper cannot make anything durable, nothing was done");
    } catch (KeyDamaged e) {
      throw recorded(event, context, damagedKey());
    } catch (RuntimeException bug) {
      // a bug of ours accuses nobody; the record says that the operation ended, the caller logs why
      OperationFailed unknown =
          new OperationFailed(ErrorType.INTERNAL_ERROR, "this keeper failed; nobody is accused");
      recorded(event, context, unknown);
      throw bug;
    }
  }

  /** What this keeper has stored of the key is damaged: other keepers may serve the client. */
  static OperationFailed damagedKey() {
    return new OperationFailed(
        ErrorType.INCONSISTENT_KEEPER,
        "keyId: what this keeper has stored of the key is damaged; ask another keeper");
  }

  private OperationFailed recorded(String event, RequestContext context, OperationFailed failure)
      throws OperationFailed {
    if (failure.type() != ErrorType.AUDIT_FAILED) {
      AuditEntry.Outcome outcome =
          new AuditEntry.Outcome(failure.type().status(), failure.type().name(), failure.detail());
      AuditEntry entry = AuditEntry.outcome(event, context, outcome, failure.faults());
      audit.write(digested(entry, context));
    }
    return failure;
  }

  /** Waits for a turn among the operations in flight; OVERLOADED when there are too many. */
  public Admission.Permit enter() throws OperationFailed {
    return admission
        .enter()
        .orElseThrow(
            () ->
                new OperationFailed(
                    ErrorType.OVERLOADED,
                    "too many operations are in flight on this keeper: come again later",
                    FaultReport.none(),
                    null,
                    OptionalInt.of(Admission.RETRY_AFTER_SECONDS)));
  }

  /**
   * Submits the record that the operation is about to begin. It shares a commit with the opening of
   * this keeper's own session; {@link RunDriver#run} goes on to no second round before it is
   * durable. A token for this request alone is used up before.
   *
   * @throws OperationFailed UNAUTHENTICATED when such a token has served another operation here
   */
  public Durable<AuditReceipt> intend(String event, RequestContext context, AuditEntry.Crypto key)
      throws OperationFailed {
    Optional<TokenBinding> token = context.caller().binding();
    if (token.isPresent() && !tokens.use(token.get(), context.operationId())) {
      throw new OperationFailed(
          ErrorType.UNAUTHENTICATED, "the token was for one use and has had it: get a new one");
    }
    return audit.append(digested(AuditEntry.intent(event, context), context).withKey(key));
  }

  /** Records how the operation went: its answer may leave afterwards. */
  public <T> T finish(String event, RequestContext context, Finished<T> finished)
      throws OperationFailed {
    return finish(event, context, finished, AuditEntry.Outcome.ok());
  }

  /** The same with an outcome that is no plain success. */
  public <T> T finish(
      String event, RequestContext context, Finished<T> finished, AuditEntry.Outcome outcome)
      throws OperationFailed {
    audit.write(
        digested(AuditEntry.outcome(event, context, outcome, finished.faults()), context)
            .withKey(finished.key())
            .afterAttempts(finished.attempts()));
    return finished.result();
  }

  /** Keeps the evidence of a run, and turns its failure into the API's. */
  public FaultReport settle(Outcome outcome, RequestContext context) throws OperationFailed {
    for (Fault fault : outcome.ledger().faults()) {
      if (fault.verdict() instanceof Verdict.Imposter imposter) {
        evidence.keep(imposter.evidence()).await();
      }
    }
    FaultReport faults = FaultReports.of(outcome.ledger());
    if (!faults.imposters().isEmpty()) {
      audit.write(AuditEntry.evidence(context.operationId(), faults));
    }
    if (outcome.failure().isPresent()) {
      throw isTokenRefused(outcome, context)
          ? tokenRefused(faults, context.operationId())
          : failed(outcome.failure().get(), faults, context.operationId());
    }
    return faults;
  }

  /** Whether all that is missing are keepers that do not take a token which is for one use. */
  private static boolean isTokenRefused(Outcome outcome, RequestContext context) {
    return context.caller().binding().isPresent()
        && outcome.failure().equals(Optional.of(Outcome.Failure.NOT_ENOUGH_HEALTHY_CLIENTS))
        && outcome.ledger().faults().stream()
            .allMatch(
                fault ->
                    fault.verdict() instanceof Verdict.Refused refused
                        && refused.reason() == RefusalReason.UNAUTHORISED);
  }

  private static OperationFailed tokenRefused(FaultReport faults, String operationId) {
    return new OperationFailed(
        ErrorType.UNAUTHENTICATED,
        "the token was for one use, and other keepers do not take it: get a new one",
        faults,
        operationId,
        OptionalInt.empty());
  }

  private AuditEntry digested(AuditEntry entry, RequestContext context) {
    if (context.body().length == 0) {
      return entry;
    }
    return digests.of(context.body()).map(entry::withDigest).orElse(entry);
  }

  private static OperationFailed failed(
      Outcome.Failure failure, FaultReport faults, String operationId) {
    String detail =
        switch (failure) {
          case NOT_ENOUGH_HONEST_CLIENTS ->
              "fewer keepers remain than are needed, and at least one lied, now or before its quarantine";
          case NOT_ENOUGH_HEALTHY_CLIENTS ->
              "fewer keepers remain than are needed: the others are dead or refused";
          case IDENTIFIABLE_ABORT -> "all keepers are needed, and at least one lied";
          case INCONCLUSIVE ->
              "attempts failed and no keeper could be named: ask again, or another keeper";
          case DEADLINE_EXCEEDED -> "the operation did not finish within its budget";
          case INVALID_CIPHERTEXT ->
              "the ciphertext is not one for this key, tweak, label and aad, or was changed";
          case OVERLOADED -> "this keeper or its peers had too much to do: come again later";
        };
    ErrorType type = ErrorType.valueOf(failure.name());
    OptionalInt retry =
        type == ErrorType.OVERLOADED
            ? OptionalInt.of(Admission.RETRY_AFTER_SECONDS)
            : OptionalInt.empty();
    return new OperationFailed(type, detail, faults, operationId, retry);
  }
}
