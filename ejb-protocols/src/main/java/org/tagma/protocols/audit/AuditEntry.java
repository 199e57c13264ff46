package org.tagma.protocols.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.audit.Rejections.Rejection;
import org.tagma.protocols.failure.FaultReport;

/**
 * What is to be recorded, before it has its place in the chain. The members are those of
 * spec/api.md (Audit); what is null stays out of the record. Holds no secret.
 *
 * @param event the event's name: the operation's for its outcome, {@code sign.intent} and the like
 *     for the other moments of it
 * @param auth who asked
 * @param context the operation it belongs to
 * @param request the request that came in
 * @param crypto the key
 * @param digest a keyed digest of the request's body
 * @param outcome how it went; null when that is not known yet
 * @param faults who was at fault
 */
public record AuditEntry(
    String event,
    Auth auth,
    Context context,
    Request request,
    Crypto crypto,
    Digest digest,
    Outcome outcome,
    FaultReport faults) {

  /** Something about an operation that was found out after its answer. */
  public static final String LATE = "operation.late";

  /**
   * An old share of a refreshed key, or of a generation that was destroyed in this one's absence.
   */
  public static final String ERASED = "share.erased";

  /** Two keepers say that they use one token for one request. */
  public static final String CONTESTED = "token.contested";

  /** Another keeper has another identity key. */
  public static final String SUCCEEDED = "identity.succeeded";

  /** Evidence against a keeper. */
  public static final String EVIDENCE = "protocol.evidence";

  /** The chain of records was verified. */
  public static final String CHAIN_VERIFY = "audit.verify";

  public AuditEntry {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(faults, "faults");
  }

  /** Who asked. */
  public record Auth(String subject) {
    public Auth {
      subject = whole(subject);
    }
  }

  /**
   * The operation.
   *
   * @param sid the session; null where there is none, or more than one
   * @param operationId the operation
   * @param attempts how many sessions were opened so far
   */
  public record Context(String sid, String operationId, Integer attempts) {}

  /** The request. */
  public record Request(String method, String path, String remoteAddress) {
    public Request {
      method = whole(method);
      path = whole(path);
      remoteAddress = whole(remoteAddress);
    }
  }

  /**
   * The key.
   *
   * @param algo the protocol: FROST, ECIES or DKG
   * @param kid the key id
   * @param curve the curve's API name
   * @param generation the generation, from 1
   */
  public record Crypto(String algo, String kid, String curve, Integer generation) {
    public Crypto {
      kid = whole(kid);
    }
  }

  /**
   * A keyed digest, which lets a body be recognised by whoever has the key and tells nobody else
   * anything.
   *
   * @param purpose what the key is for
   * @param hmacKeyVersion which key, from 1
   */
  public record Digest(String purpose, Integer hmacKeyVersion, BodyHash bodyHash) {}

  /** The digest's value, base64. */
  public record BodyHash(String alg, String value64) {}

  /**
   * How it went.
   *
   * @param statusCode the HTTP status of the answer
   * @param error the error type, null for a success
   * @param details the detail of the answer
   */
  public record Outcome(Integer statusCode, String error, String details) {
    public Outcome {
      details = whole(details);
    }

    /** A success. */
    public static Outcome ok() {
      return new Outcome(200, null, null);
    }
  }

  /** A coordinator is about to begin: must be durable before any round is gone on from. */
  public static AuditEntry intent(String operation, RequestContext context) {
    return of(operation + ".intent", context, null, FaultReport.none());
  }

  /** A coordinator is done: must be durable before the answer leaves. */
  public static AuditEntry outcome(
      String operation, RequestContext context, Outcome outcome, FaultReport faults) {
    return of(operation, context, outcome, faults);
  }

  /** A participant opened a session: must be durable before its first answer leaves. */
  public static AuditEntry opened(
      String operation, String subject, String operationId, String sid, int attempt) {
    return participant(operation + ".open", subject, operationId, sid, attempt)
        .finished(null, FaultReport.none());
  }

  /** A participant's session ended: closed by its coordinator, or expired. */
  public static AuditEntry closed(
      String operation,
      String subject,
      String operationId,
      String sid,
      int attempt,
      Outcome outcome,
      FaultReport faults) {
    return participant(operation + ".close", subject, operationId, sid, attempt)
        .finished(outcome, faults);
  }

  /** What turned up about an operation after its answer. */
  public static AuditEntry late(String operationId, FaultReport faults) {
    return new AuditEntry(
        LATE, null, new Context(null, operationId, null), null, null, null, null, faults);
  }

  /**
   * The share of a generation was erased: of a refreshed one, since all holders have said that they
   * hold the next; or of one that enough others have destroyed.
   */
  public static AuditEntry erased(Crypto generation) {
    return new AuditEntry(ERASED, null, null, null, null, null, Outcome.ok(), FaultReport.none())
        .withKey(generation);
  }

  /**
   * Another keeper signs with a later identity key.
   *
   * @param kid of that key
   */
  public static AuditEntry succeeded(String kid) {
    Outcome outcome = new Outcome(200, null, kid + " follows");
    return new AuditEntry(SUCCEEDED, null, null, null, null, null, outcome, FaultReport.none());
  }

  /**
   * A token for one request that is shown for an operation was said to be used for another.
   *
   * @param outcome what comes of the operation by that; its details say who said so
   */
  public static AuditEntry contested(String operationId, Outcome outcome) {
    return new AuditEntry(
        CONTESTED,
        null,
        new Context(null, operationId, null),
        null,
        null,
        null,
        outcome,
        FaultReport.none());
  }

  /** Evidence against keepers was found in an operation; the faults say where it is kept. */
  public static AuditEntry evidence(String operationId, FaultReport faults) {
    return new AuditEntry(
        EVIDENCE, null, new Context(null, operationId, null), null, null, null, null, faults);
  }

  /** A request that was turned away before any service took it over. */
  static AuditEntry rejected(Rejection rejection) {
    return new AuditEntry(
        rejection.event(),
        rejection.subject() == null ? null : new Auth(rejection.subject()),
        new Context(null, rejection.operationId(), null),
        new Request(rejection.method(), rejection.path(), rejection.remoteAddress()),
        null,
        null,
        new Outcome(rejection.status(), rejection.error(), rejection.details()),
        FaultReport.none());
  }

  /** The operation it belongs to; empty where there is none. */
  String operation() {
    return context == null || context.operationId() == null ? "" : context.operationId();
  }

  /**
   * How an operation went, in a few words for the log; empty for a record that only says that
   * something has begun.
   */
  Optional<String> summary() {
    if (outcome == null && faults.faults().isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(event);
    if (outcome != null) {
      text.append(outcome.statusCode() == null ? "" : " " + outcome.statusCode());
      text.append(outcome.error() == null ? "" : " " + outcome.error());
    }
    text.append(list("imposters", faults.imposters()));
    text.append(list("dead", faults.dead()));
    text.append(list("refused", faults.refused()));
    return Optional.of(text.toString());
  }

  private static String list(String name, List<String> keepers) {
    return keepers.isEmpty() ? "" : " " + name + " " + keepers;
  }

  /** WARNING where somebody lied. */
  Level severity() {
    return faults.imposters().isEmpty() ? Level.INFO : Level.WARNING;
  }

  /** The same in a session. */
  public AuditEntry inSession(String sid) {
    return with(new Context(sid, operationId(), context == null ? null : context.attempts()));
  }

  /** The same after so many attempts. */
  public AuditEntry afterAttempts(int attempts) {
    return with(new Context(context == null ? null : context.sid(), operationId(), attempts));
  }

  /** The same under a key. */
  public AuditEntry withKey(Crypto key) {
    return new AuditEntry(event, auth, context, request, key, digest, outcome, faults);
  }

  /** The same with the digest of the body. */
  public AuditEntry withDigest(Digest bodyDigest) {
    return new AuditEntry(event, auth, context, request, crypto, bodyDigest, outcome, faults);
  }

  private AuditEntry finished(Outcome end, FaultReport report) {
    return new AuditEntry(event, auth, context, request, crypto, digest, end, report);
  }

  private AuditEntry with(Context newContext) {
    return new AuditEntry(event, auth, newContext, request, crypto, digest, outcome, faults);
  }

  private String operationId() {
    return context == null ? null : context.operationId();
  }

  private static AuditEntry of(
      String event, RequestContext context, Outcome outcome, FaultReport faults) {
    return new AuditEntry(
        event,
        new Auth(context.caller().subject()),
        new Context(null, context.operationId(), null),
        new Request(context.method(), context.path(), context.remoteAddress()),
        null,
        null,
        outcome,
        faults);
  }

  private static AuditEntry participant(
      String event, String subject, String operationId, String sid, int attempt) {
    return new AuditEntry(
        event,
        subject == null ? null : new Auth(subject),
        new Context(sid, operationId, attempt),
        null,
        null,
        null,
        null,
        FaultReport.none());
  }

  /** Half a surrogate pair, which a client may send, has no UTF-8 form. */
  private static String whole(String text) {
    return text == null
        ? null
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
