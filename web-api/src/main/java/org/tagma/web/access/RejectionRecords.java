package org.tagma.web.access;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import org.tagma.protocols.access.Caller;
import org.tagma.protocols.access.CallerRates;
import org.tagma.protocols.audit.OperationLog;
import org.tagma.protocols.audit.Rejections;
import org.tagma.protocols.audit.Rejections.Rejection;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;

/**
 * Leaves one audit record for every 401 and 403, and for every other 4xx of an audited operation
 * that no service had taken over (DESIGN section 5, Audit); of a caller that comes too often, one
 * now and then. What a service rejects, it records itself.
 */
@Provider
public class RejectionRecords implements ContainerResponseFilter {
  private static final OperationLog LOG = OperationLog.of(RejectionRecords.class);

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest http;
  @Inject private Rejections rejections;
  @Inject private CallerRates rates;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Exchange exchange = Exchange.of(http);
    Optional<OperationFailed> failure = exchange.failure();
    if (failure.isEmpty() || exchange.handedOver()) {
      return;
    }
    OperationFailed why = failure.get();
    if (why.type() == ErrorType.RATE_LIMITED) {
      limited(exchange, why);
    } else {
      event(why.type().status()).ifPresent(e -> write(exchange, e, why, why.detail()));
    }
  }

  /** One record for many: who comes too often would fill the trail as well. */
  private void limited(Exchange exchange, OperationFailed failure) {
    exchange
        .caller()
        .map(caller -> rates.toRecord(caller.subject()))
        .filter(OptionalLong::isPresent)
        .map(count -> failure.detail() + "; refused since the last record: " + count.getAsLong())
        .ifPresent(details -> write(exchange, Rejection.LIMITED, failure, details));
  }

  private Optional<String> event(int status) {
    if (status == 401 || status == 403) {
      return Optional.of(Rejection.DENIED);
    }
    if (status >= 500 || resource.getResourceMethod() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(resource.getResourceMethod().getAnnotation(Audited.class))
        .map(Audited::value);
  }

  private void write(Exchange exchange, String event, OperationFailed failure, String details) {
    try {
      rejections.record(
          new Rejection(
              event,
              exchange.operationId(),
              exchange.caller().map(Caller::subject).orElse(null),
              exchange.method(),
              exchange.target(),
              exchange.remoteAddress(),
              failure.type().status(),
              failure.type().name(),
              details));
    } catch (RuntimeException unwritten) {
      // the request is refused either way: the answer stands, the log keeps the gap
      LOG.failed(
          Level.SEVERE,
          exchange.operationId(),
          "was rejected and could not be recorded",
          unwritten);
    }
  }
}
