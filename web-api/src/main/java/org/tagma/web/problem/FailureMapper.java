package org.tagma.web.problem;

import jakarta.ejb.EJBException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import org.tagma.protocols.audit.OperationLog;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;

/**
 * Turns whatever a request fails with into a problem answer. Expected failures speak for
 * themselves; anything else is a bug of ours, logged once and shown to nobody.
 */
@Provider
public final class FailureMapper implements ExceptionMapper<Throwable> {
  private static final OperationLog LOG = OperationLog.of(FailureMapper.class);

  @Context private HttpServletRequest http;

  @Override
  public Response toResponse(Throwable thrown) {
    Exchange exchange = Exchange.of(http);
    if (thrown instanceof WebApplicationException rejected) {
      return rejected(exchange, rejected.getResponse());
    }
    return Problems.response(exchange, failure(exchange, thrown));
  }

  /** What a throwable means for the client. */
  public static OperationFailed failure(Exchange exchange, Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException wrapper && wrapper.getCause() != null) {
      cause = wrapper.getCause();
    }
    if (cause instanceof OperationFailed expected) {
      return expected;
    }
    LOG.failed(
        Level.SEVERE,
        exchange.operationId(),
        "failed: " + exchange.method() + " " + exchange.path(),
        cause);
    return new OperationFailed(
        ErrorType.INTERNAL_ERROR,
        "the request failed for a reason inside this keeper; its log names operation "
            + exchange.operationId());
  }

  private static Response rejected(Exchange exchange, Response original) {
    OperationFailed failure =
        HttpFailure.of(original.getStatus(), exchange.method(), exchange.path());
    Response.ResponseBuilder answer = Response.fromResponse(Problems.response(exchange, failure));
    String allowed = original.getHeaderString(HttpHeaders.ALLOW);
    return allowed == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allowed).build();
  }
}
