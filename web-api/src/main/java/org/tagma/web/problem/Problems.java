package org.tagma.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;

/** Problem answers with the headers that belong to them. */
public final class Problems {
  private Problems() {}

  /** A problem as an answer of JAX-RS. */
  public static Response response(Exchange exchange, OperationFailed failure) {
    exchange.failed(failure);
    Response.ResponseBuilder answer = Response.status(failure.type().status());
    headers(failure).forEach(answer::header);
    return answer
        .type(Problem.MEDIA_TYPE)
        .entity(Json.bytes(Problem.of(exchange, failure)))
        .build();
  }

  /**
   * Writes a problem outside JAX-RS; does nothing once the answer is on its way, or when nobody is
   * left to read it.
   */
  public static void write(Exchange exchange, OperationFailed failure, HttpServletResponse answer) {
    if (answer.isCommitted()) {
      return;
    }
    byte[] body = Json.bytes(Problem.of(exchange, failure));
    answer.resetBuffer();
    answer.setStatus(failure.type().status());
    answer.setHeader(Exchange.OPERATION_ID, exchange.operationId());
    answer.setContentType(Problem.MEDIA_TYPE);
    headers(failure).forEach(answer::setHeader);
    answer.setContentLength(body.length);
    try {
      answer.getOutputStream().write(body);
    } catch (IOException gone) {
      // whoever asked has closed the connection
    }
  }

  private static Map<String, String> headers(OperationFailed failure) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    if (failure.type() == ErrorType.UNAUTHENTICATED) {
      headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tagma\"");
    }
    if (failure.retryAfterSeconds().isPresent() || failure.type().status() == 429) {
      headers.put(HttpHeaders.RETRY_AFTER, Integer.toString(failure.retryAfterSeconds().orElse(1)));
    }
    return headers;
  }
}
