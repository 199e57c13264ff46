package org.tagma.web.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.FaultReport;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.protocols.failure.ReportedFault;
import org.tagma.web.http.Exchange;
import org.tagma.web.http.Json;
import org.tagma.web.http.Requests;

class ProblemTest {
  private final Exchange exchange = Exchange.of(Requests.of("POST", "/v1/keeper/sign", null));
  private final Logger log = Logger.getLogger(FailureMapper.class.getName());
  private final StringBuilder logged = new StringBuilder();

  @BeforeEach
  void catchTheLog() {
    Filter catching =
        entry -> {
          logged
              .append(entry.getLevel())
              .append(' ')
              .append(entry.getMessage())
              .append(' ')
              .append(entry.getThrown());
          return false;
        };
    log.setFilter(catching);
  }

  @AfterEach
  void releaseTheLog() {
    log.setFilter(null);
  }

  @Test
  void hasEveryMember() {
    FaultReport faults =
        new FaultReport(
            List.of("keeper-1"),
            List.of("keeper-3"),
            List.of(),
            List.of(
                new ReportedFault(
                    "keeper-1",
                    "IMPOSTER",
                    "FROST.SHARE",
                    null,
                    null,
                    2,
                    1,
                    "/v1/keeper/audit/evidence/7",
                    null,
                    null),
                new ReportedFault(
                    "keeper-3", "DEAD", null, "ROUND_TIMEOUT", null, 1, 2, null, 1500L, null)));
    OperationFailed failure =
        new OperationFailed(
            ErrorType.NOT_ENOUGH_HONEST_CLIENTS, "1 of 2 keepers is left", faults, "op");
    String expected =
        "{'type':'urn:tagma:error:NOT_ENOUGH_HONEST_CLIENTS','title':'Too few honest keepers remain','status':503,'detail':'1 of 2 keepers is left',"
            + "'instance':'/v1/keeper/sign','errorType':'NOT_ENOUGH_HONEST_CLIENTS','imposters':['keeper-1'],'dead':['keeper-3'],'refused':[],'faults':["
            + "{'keeper':'keeper-1','verdict':'IMPOSTER','rule':'FROST.SHARE','round':2,'attempt':1,'evidence':'/v1/keeper/audit/evidence/7'},"
            + "{'keeper':'keeper-3','verdict':'DEAD','cause':'ROUND_TIMEOUT','round':1,'attempt':2,'afterMillis':1500}],"
            + "'operationId':'op','error':'NOT_ENOUGH_HONEST_CLIENTS','details':'1 of 2 keepers is left'}";
    assertEquals(expected.replace('\'', '"'), json(failure));
  }

  private String json(OperationFailed failure) {
    return new String(Json.bytes(Problem.of(exchange, failure)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(ErrorType.class)
  void takesItsStatusFromTheErrorType(ErrorType type) {
    Problem problem = Problem.of(exchange, new OperationFailed(type, "why"));
    assertEquals(type.status(), problem.status());
    assertEquals("urn:tagma:error:" + type.name(), problem.type());
    assertEquals(exchange.operationId(), problem.operationId());
    assertTrue(problem.status() >= 400 && problem.status() < 600);
    assertFalse(problem.title().isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_REQUEST_BODY",
    "401,UNAUTHENTICATED",
    "403,ACCESS_DENIED",
    "404,NOT_FOUND",
    "405,METHOD_NOT_ALLOWED",
    "406,NOT_ACCEPTABLE",
    "411,INVALID_REQUEST_BODY",
    "413,PAYLOAD_TOO_LARGE",
    "415,UNSUPPORTED_MEDIA_TYPE",
    "429,RATE_LIMITED",
    "500,INTERNAL_ERROR",
    "501,INTERNAL_ERROR",
  })
  void saysWhatTheServerRejectsInItsOwnWords(int status, ErrorType type) {
    OperationFailed failure = HttpFailure.of(status, "PUT", "/v1/keeper/sign");
    assertEquals(type, failure.type());
    assertFalse(failure.detail().isBlank());
  }

  @Test
  void passesOnAFailureOfAServiceBehindEjbs() {
    OperationFailed expected = new OperationFailed(ErrorType.KEY_NOT_FOUND, "no key 'a'");
    assertEquals(
        expected,
        FailureMapper.failure(exchange, new EJBException(new EJBException(wrapped(expected)))));
    assertEquals("", logged.toString());
  }

  private static Exception wrapped(Exception cause) {
    return cause;
  }

  @Test
  void logsABugOnceAndShowsItToNobody() {
    OperationFailed failure =
        FailureMapper.failure(
            exchange, new EJBException(new IllegalStateException("the secret of a bug")));
    assertEquals(ErrorType.INTERNAL_ERROR, failure.type());
    assertEquals(
        "the request failed for a reason inside this keeper; its log names operation "
            + exchange.operationId(),
        failure.detail());
    assertEquals(
        "SEVERE "
            + exchange.operationId()
            + ": failed: POST /v1/keeper/sign java.lang.IllegalStateException: the secret of a bug",
        logged.toString());
  }
}
