package org.tagma.protocols.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.tagma.persistence.StorageUnavailable;
import org.tagma.persistence.idempotency.Claim;
import org.tagma.persistence.idempotency.IdempotencyRepository;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.AuditEntry;
import org.tagma.protocols.audit.AuditTrail;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;

/**
 * Does a request under an Idempotency-Key once (spec/api.md): the same key and body of one caller
 * get the recorded answer again, for a day. What failed for a reason that may pass is not recorded,
 * so that it can be tried again; a signature that such a failure may have left behind is one of the
 * same request.
 */
@ApplicationScoped
public class IdempotentRequests {
  static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(24);

  private final IdempotencyRepository requests;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final String process = UUID.randomUUID().toString();

  /** For the container's proxy only. */
  protected IdempotentRequests() {
    this(null, null, null);
  }

  @Inject
  public IdempotentRequests(IdempotencyRepository requests, AuditTrail audit) {
    this(requests, audit, Clock.systemUTC());
  }

  IdempotentRequests(IdempotencyRepository requests, AuditTrail audit, InstantSource clock) {
    this.requests = requests;
    this.audit = audit;
    this.clock = clock;
  }

  /** What is done once. */
  @FunctionalInterface
  public interface Work {
    /**
     * The answer to keep.
     *
     * @throws OperationFailed when another try may succeed
     */
    GivenAnswer answer() throws OperationFailed;
  }

  /**
   * Does the work of a request, or gives the answer again that it had.
   *
   * @param event how the audit calls the operation
   * @param key of the caller's choice
   * @throws OperationFailed SESSION_ALREADY_EXISTS while it is being done; UNSUPPORTED when the key
   *     was used with another body; AUDIT_FAILED when nothing can be made durable
   */
  public GivenAnswer once(String event, RequestContext context, String key, Work work)
      throws OperationFailed {
    Claim claim = claim(context, key);
    try {
      return requests
          .claim(claim)
          .await()
          .<GivenAnswer, OperationFailed>match(
              claimed -> done(claim, work),
              underWay -> {
                throw underWay();
              },
              answered -> again(event, context, GivenAnswer.of(answered.answer())),
              otherRequest -> {
                throw otherRequest();
              });
    } catch (StorageUnavailable e) {
      throw new OperationFailed(
          ErrorType.AUDIT_FAILED, "this keeper cannot make anything durable now");
    }
  }

  private GivenAnswer done(Claim claim, Work work) throws OperationFailed {
    boolean recorded = false;
    try {
      GivenAnswer answer = work.answer();
      recorded = requests.answer(claim, answer.recorded()).await();
      return answer;
    } finally {
      if (!recorded) {
        requests.release(claim); // nobody waits for it: an answer that is lost is asked for again
      }
    }
  }

  private Claim claim(RequestContext context, String key) {
    String scope =
        Tlv.of()
            .text("idempotency")
            .text(context.caller().subject())
            .text(context.method())
            .text(context.path())
            .text(key)
            .sha256()
            .base64Url();
    return new Claim(
        scope, Sha256.of(context.body()).base64Url(), process, clock.millis() + KEPT_MILLIS);
  }

  private GivenAnswer again(String event, RequestContext context, GivenAnswer answer)
      throws OperationFailed {
    audit.write(
        AuditEntry.outcome(
            event + ".again",
            context,
            new AuditEntry.Outcome(answer.status(), null, "the recorded answer was given again"),
            FaultReport.none()));
    return answer;
  }

  private static OperationFailed underWay() {
    return new OperationFailed(
        ErrorType.SESSION_ALREADY_EXISTS,
        "Idempotency-Key: a request with this key is being done: come again later",
        FaultReport.none(),
        null,
        OptionalInt.of(1));
  }

  private static OperationFailed otherRequest() {
    return new OperationFailed(
        ErrorType.UNSUPPORTED, "Idempotency-Key: this key was used with another body");
  }
}
