package org.tagma.web.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.operation.Destroyed;
import org.tagma.protocols.operation.GivenAnswer;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.http.Requests;
import org.tagma.web.problem.Problem;

class OnceTest {
  private final Exchange exchange = Exchange.of(Requests.of("POST", "/v1/keeper/sign", null));

  @Test
  void keepsWhatWasAnswered() throws OperationFailed {
    assertEquals(
        new GivenAnswer(200, "application/json", "{\"name\":\"τάγμα\"}"),
        Once.recordable(exchange, () -> Map.of("name", "τάγμα")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsWhetherEveryKeeperHadCommitted(boolean everywhere) throws OperationFailed {
    Destroyed destroyed = new Destroyed("k", 1, everywhere, FaultReport.none(), "op");
    GivenAnswer kept = Once.recordable(exchange, () -> DestroyedAnswer.of(destroyed));
    assertEquals(everywhere ? 200 : 299, kept.status());
    assertEquals(
        "{\"keyId\":\"k\",\"version\":1,\"imposters\":[],\"dead\":[],\"refused\":[],"
            + "\"faults\":[],\"operationId\":\"op\"}",
        kept.body());
  }

  /**
   * Another try gets the same refusal of a bad request, and a new chance when it was not bad, or
   * when its token was.
   */
  @ParameterizedTest
  @EnumSource(ErrorType.class)
  void keepsOnlyFailuresThatTheRequestCaused(ErrorType type) throws OperationFailed {
    OperationFailed failure = new OperationFailed(type, "why");
    Once.Work failing =
        () -> {
          throw failure;
        };
    if (Set.of(401, 403, 429).contains(type.status()) || type.status() >= 500) {
      assertSame(
          failure, assertThrows(OperationFailed.class, () -> Once.recordable(exchange, failing)));
      return;
    }
    String problem = new String(Json.bytes(Problem.of(exchange, failure)), StandardCharsets.UTF_8);
    assertEquals(
        new GivenAnswer(type.status(), "application/problem+json", problem),
        Once.recordable(exchange, failing));
  }
}
