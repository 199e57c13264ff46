package org.tagma.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.http.Requests;

class ProblemsTest {
  private final Exchange exchange = Exchange.of(Requests.of("POST", "/v1/keeper/sign", null));
  private final Map<String, Object> answer = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean committed;

  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              ProblemsTest.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, called, arguments) ->
                  switch (called.getName()) {
                    case "isCommitted" -> committed;
                    case "getOutputStream" -> stream();
                    case "setHeader" -> answer.put((String) arguments[0], arguments[1]);
                    default ->
                        arguments == null ? null : answer.put(called.getName(), arguments[0]);
                  });

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public void write(int octet) {
        body.write(octet);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {}
    };
  }

  private void write(ErrorType type, OptionalInt retryAfter) throws IOException {
    OperationFailed failure =
        new OperationFailed(type, "why", FaultReport.none(), null, retryAfter);
    Problems.write(exchange, failure, response);
  }

  @Test
  void hasTheStatusTheMediaTypeAndTheOperationId() throws IOException {
    write(ErrorType.KEY_NOT_FOUND, OptionalInt.empty());
    assertEquals(404, answer.get("setStatus"));
    assertEquals("application/problem+json", answer.get("setContentType"));
    assertEquals(exchange.operationId(), answer.get("X-Operation-Id"));
    assertEquals("no-store", answer.get("Cache-Control"));
    assertNull(answer.get("Retry-After"));
    Problem problem = Problem.of(exchange, new OperationFailed(ErrorType.KEY_NOT_FOUND, "why"));
    assertEquals(
        new String(Json.bytes(problem), StandardCharsets.UTF_8),
        body.toString(StandardCharsets.UTF_8));
  }

  @Test
  void saysHowToAuthenticate() throws IOException {
    write(ErrorType.UNAUTHENTICATED, OptionalInt.empty());
    assertEquals("Bearer realm=\"tagma\"", answer.get("WWW-Authenticate"));
  }

  @Test
  void saysWhenToComeAgain() throws IOException {
    write(ErrorType.OVERLOADED, OptionalInt.of(3));
    assertEquals("3", answer.get("Retry-After"));
    write(ErrorType.RATE_LIMITED, OptionalInt.empty());
    assertEquals("1", answer.get("Retry-After"));
    write(ErrorType.KEEPER_SEALED, OptionalInt.of(30));
    assertEquals("30", answer.get("Retry-After"));
  }

  @Test
  void leavesAnAnswerThatIsOnItsWay() throws IOException {
    committed = true;
    write(ErrorType.INTERNAL_ERROR, OptionalInt.empty());
    assertEquals(Map.of(), answer);
    assertEquals(0, body.size());
  }
}
