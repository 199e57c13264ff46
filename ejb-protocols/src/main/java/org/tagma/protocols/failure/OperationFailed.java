package org.tagma.protocols.failure;

import jakarta.ejb.ApplicationException;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An operation failed in a way that the API has a name for. An expected outcome, not a bug: it
 * carries no stack trace, rolls nothing back, and its detail is written for the client, so it never
 * names a class, a path of the machine or a secret.
 */
@ApplicationException(rollback = false)
public final class OperationFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final transient FaultReport faults;
  private final String operationId;
  private final int retryAfterSeconds;

  /**
   * @param detail what went wrong in this occurrence, for the client; not blank
   * @param operationId the operation that failed; null takes the one of the request
   * @param retryAfterSeconds when the client may come again, in seconds
   */
  public OperationFailed(
      ErrorType type,
      String detail,
      FaultReport faults,
      String operationId,
      OptionalInt retryAfterSeconds) {
    super(detail, null, false, false);
    if (detail.isBlank()) {
      throw new IllegalArgumentException("a failure needs a detail");
    }
    this.type = Objects.requireNonNull(type, "type");
    this.faults = Objects.requireNonNull(faults, "faults");
    this.operationId = operationId;
    this.retryAfterSeconds = retryAfterSeconds.orElse(-1);
  }

  /** A failure that is nobody's fault among the keepers. */
  public OperationFailed(ErrorType type, String detail) {
    this(type, detail, FaultReport.none(), null, OptionalInt.empty());
  }

  /** A failure of an operation in which keepers were at fault. */
  public OperationFailed(ErrorType type, String detail, FaultReport faults, String operationId) {
    this(type, detail, faults, operationId, OptionalInt.empty());
  }

  /** What kind of failure this is. */
  public ErrorType type() {
    return type;
  }

  /** What went wrong in this occurrence, for the client; never blank. */
  public String detail() {
    return getMessage();
  }

  /** Who was at fault. */
  public FaultReport faults() {
    return faults == null ? FaultReport.none() : faults; // null only after serialization
  }

  /** The operation that failed, or null: the one of the request. */
  public String operationId() {
    return operationId;
  }

  /** When the client may come again, in seconds from now. */
  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
  }
}
