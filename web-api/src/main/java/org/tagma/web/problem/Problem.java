package org.tagma.web.problem;

import java.util.List;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.web.http.Exchange;

/**
 * A problem answer (RFC 9457 section 3.1, spec/api.md Errors). Every member is always there.
 *
 * @param type the problem type, a URI
 * @param title the type in words
 * @param status the HTTP status
 * @param detail what went wrong this time; never blank
 * @param instance the path of the request
 * @param errorType the problem type by its bare name
 * @param imposters keepers proved to have lied
 * @param dead keepers that did not answer
 * @param refused keepers that refused
 * @param faults how each of those came about
 * @param operationId the operation that failed
 * @param error repeats {@code errorType}
 * @param details repeats {@code detail}
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String errorType,
    List<String> imposters,
    List<String> dead,
    List<String> refused,
    List<ReportedFault> faults,
    String operationId,
    String error,
    String details) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The problem that tells a client why its request failed. */
  public static Problem of(Exchange exchange, OperationFailed failure) {
    ErrorType type = failure.type();
    FaultReport faults = failure.faults();
    String operationId =
        failure.operationId() == null ? exchange.operationId() : failure.operationId();
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        failure.detail(),
        exchange.path(),
        type.name(),
        faults.imposters(),
        faults.dead(),
        faults.refused(),
        faults.faults(),
        operationId,
        type.name(),
        failure.detail());
  }
}
