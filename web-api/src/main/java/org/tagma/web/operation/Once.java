package org.tagma.web.operation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tagma.protocols.access.RequestContext;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.GivenAnswer;
import org.tagma.protocols.operation.IdempotentRequests;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.problem.Problem;
import org.tagma.web.request.IdempotencyKey;

/** Answers a request, once if its client wants that. */
@ApplicationScoped
public class Once {
  private static final int OK = 200;

  private IdempotentRequests requests;

  @Inject
  void use(IdempotentRequests theRequests) {
    requests = theRequests;
  }

  /** What an operation answers. */
  @FunctionalInterface
  interface Work {
    Object answer() throws OperationFailed;
  }

  /** Does the work, or answers again what it has answered under the same Idempotency-Key. */
  Response answer(
      Exchange exchange,
      Optional<IdempotencyKey> key,
      String event,
      RequestContext context,
      Work work)
      throws OperationFailed {
    if (key.isEmpty()) {
      Object answer = work.answer();
      return response(status(answer)).entity(answer).build();
    }
    GivenAnswer answer =
        requests.once(event, context, key.get().value(), () -> recordable(exchange, work));
    return response(answer.status())
        .type(answer.mediaType())
        .entity(answer.body().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static int status(Object answer) {
    return answer instanceof Partial partial && partial.isPartial() ? Partial.STATUS : OK;
  }

  private static Response.ResponseBuilder response(int status) {
    Response.ResponseBuilder response = Response.status(status);
    return status == Partial.STATUS ? response.header(Partial.HEADER, Partial.WARNING) : response;
  }

  /**
   * The answer to keep, a refusal of the request itself among them.
   *
   * @throws OperationFailed when the same request may go better another time, 429 and 5xx, or with
   *     another token, 401 and 403
   */
  static GivenAnswer recordable(Exchange exchange, Work work) throws OperationFailed {
    try {
      Object answer = work.answer();
      return new GivenAnswer(status(answer), MediaType.APPLICATION_JSON, text(answer));
    } catch (OperationFailed failure) {
      int status = failure.type().status();
      if (status >= 500 || status == 429 || status == 401 || status == 403) {
        throw failure;
      }
      return new GivenAnswer(status, Problem.MEDIA_TYPE, text(Problem.of(exchange, failure)));
    }
  }

  private static String text(Object answer) {
    return new String(Json.bytes(answer), StandardCharsets.UTF_8);
  }
}
