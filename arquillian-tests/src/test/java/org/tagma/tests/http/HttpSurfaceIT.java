package org.tagma.tests.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.tests.cluster.KeeperUnderTest;
import org.tagma.tests.cluster.LocalClusterUnderTest;

@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpSurfaceIT {
  @RegisterExtension
  static final LocalClusterUnderTest CLUSTER =
      LocalClusterUnderTest.of(2, 2)
          .with("tagma.rate.requests", "20")
          .with("tagma.rate.burst", "400");

  private static final String ALL = "X-DEV-TOKEN: tagma-local";
  private static final String AUDITOR = "X-DEV-TOKEN: tagma-auditor";
  private static final String JSON = "Content-Type: application/json";
  private static final int LIMIT = 10 << 20;

  private static KeeperUnderTest keeper() {
    return CLUSTER.keeper(1);
  }

  private static RawExchange client(String head, String body) throws IOException {
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    return RawExchange.send(
        keeper().clientAddress(),
        head + "\r\nContent-Length: " + utf8.length,
        out -> out.write(utf8));
  }

  private static RawExchange sign(String body) throws IOException {
    return client(head("POST /v1/keeper/sign", ALL, JSON), body);
  }

  private static String head(String request, String... headers) {
    return String.join(
        "\r\n", Stream.concat(Stream.of(request + " HTTP/1.1"), Stream.of(headers)).toList());
  }

  private static void assertProblem(int status, String errorType, RawExchange answer)
      throws IOException {
    assertEquals(
        "application/problem+json", answer.headers().get("content-type"), answer.toString());
    JsonNode problem = answer.json();
    assertAll(
        answer.body(),
        () -> assertEquals(status, answer.status()),
        () -> assertEquals(status, problem.path("status").intValue()),
        () -> assertEquals(errorType, problem.path("errorType").textValue()),
        () -> assertEquals("urn:tagma:error:" + errorType, problem.path("type").textValue()),
        () -> assertEquals(problem.path("errorType"), problem.path("error")),
        () -> assertEquals(problem.path("detail"), problem.path("details")),
        () -> assertFalse(problem.path("title").asText().isBlank()),
        () -> assertFalse(problem.path("detail").asText().isBlank()),
        () -> assertTrue(problem.path("instance").asText().startsWith("/")),
        () ->
            assertEquals(
                answer.headers().get("x-operation-id"), problem.path("operationId").textValue()),
        () ->
            assertTrue(
                Stream.of("imposters", "dead", "refused", "faults")
                    .allMatch(list -> problem.path(list).isArray())),
        () ->
            assertFalse(
                answer.body().contains("org.tagma") || answer.body().contains("Exception")));
  }

  static Stream<Arguments> rejectedByTheServer() {
    return Stream.of(
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/nothing", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /")),
        Arguments.of(404, "NOT_FOUND", head("GET /nothing/here")),
        Arguments.of(404, "NOT_FOUND", head("GET /problem")),
        Arguments.of(404, "NOT_FOUND", head("GET /WEB-INF/web.xml")),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/application.wadl", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/%zz", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/%", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/%00", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/%ff", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/a%5cb", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /../../etc/passwd", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/audit/evidence/none", ALL)),
        Arguments.of(404, "NOT_FOUND", head("GET /v1/keeper/audit/events/none", ALL)),
        Arguments.of(404, "KEY_NOT_FOUND", head("GET /v1/keeper/publicKey?keyId=none", ALL)),
        Arguments.of(400, "INVALID_REQUEST_BODY", head("GET /v1/keeper/ping?a=%zz")),
        Arguments.of(400, "INVALID_REQUEST_BODY", head("GET /v1/keeper/publicKey?keyId=%ff", ALL)),
        Arguments.of(
            400, "INVALID_REQUEST_BODY", head("GET /v1/keeper/control/me", ALL, "Accept: ;;;")),
        Arguments.of(400, "INVALID_CURSOR", head("GET /v1/keeper/audit/events?cursor=x", ALL)),
        Arguments.of(400, "MISSING_KEY_ID", head("GET /v1/keeper/publicKey", ALL)),
        Arguments.of(405, "METHOD_NOT_ALLOWED", head("PUT /v1/keeper/sign", ALL, JSON)),
        Arguments.of(405, "METHOD_NOT_ALLOWED", head("NONSENSE /v1/keeper/sign", ALL)),
        Arguments.of(
            406, "NOT_ACCEPTABLE", head("GET /v1/keeper/control/me", ALL, "Accept: text/html")),
        Arguments.of(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            head("POST /v1/keeper/sign", ALL, "Content-Type: text/plain")),
        Arguments.of(401, "UNAUTHENTICATED", head("GET /v1/keeper/control/me")),
        Arguments.of(
            401,
            "UNAUTHENTICATED",
            head("GET /v1/keeper/control/me", "Authorization: Bearer unknown")),
        Arguments.of(
            401, "UNAUTHENTICATED", head("GET /v1/keeper/control/me", ALL, "X-JWT-TOKEN: unknown")),
        Arguments.of(403, "NOT_ENOUGH_PERMISSIONS", head("GET /v1/keeper/control/system", AUDITOR)),
        Arguments.of(
            403, "NOT_ENOUGH_PERMISSIONS", head("POST /v1/keeper/integrity/rotate", AUDITOR)),
        Arguments.of(400, "INVALID_REQUEST_BODY", head("POST /v1/keeper/storage/store", ALL, JSON)),
        Arguments.of(400, "INVALID_REQUEST_BODY", head("POST /v1/keeper/ecies/encrypt", ALL, JSON)),
        Arguments.of(400, "INVALID_REQUEST_BODY", head("POST /v1/keeper/ecies/decrypt", ALL, JSON)),
        Arguments.of(
            400,
            "INVALID_REQUEST_BODY",
            head("DELETE /v1/keeper/control/peers/keeper-2/quarantine", ALL, JSON)));
  }

  @ParameterizedTest
  @MethodSource("rejectedByTheServer")
  void answersWhatNobodyServesWithAProblem(int status, String errorType, String head)
      throws IOException {
    assertProblem(status, errorType, client(head, ""));
  }

  @Test
  void saysWhichMethodsAreAllowedAndHowToAuthenticate() throws IOException {
    assertEquals(
        "POST, OPTIONS", client(head("GET /v1/keeper/sign", ALL), "").headers().get("allow"));
    assertEquals(
        "Bearer realm=\"tagma\"",
        client(head("GET /v1/keeper/control/me"), "").headers().get("www-authenticate"));
  }

  static Stream<Arguments> unreadableBodies() {
    String valid = "\"keyId\":\"a\",\"algorithm\":\"FROST\",\"operations\":{\"x\":\"aGk=\"}";
    return Stream.of(
        Arguments.of(400, "INVALID_REQUEST_BODY", ""),
        Arguments.of(400, "INVALID_REQUEST_BODY", "hello"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "[]"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "{" + valid),
        Arguments.of(400, "INVALID_REQUEST_BODY", "{" + valid + "} x"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "{" + valid + ",\"keyId\":\"a\"}"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "{" + valid + ",\"more\":1}"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "[".repeat(10_000) + "]".repeat(10_000)),
        Arguments.of(
            400, "INVALID_REQUEST_BODY", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
        Arguments.of(400, "INVALID_KEY_ID", "{" + valid.replace("\"a\"", "\"A\"") + "}"),
        Arguments.of(400, "INVALID_BASE64", "{" + valid.replace("aGk=", "aGk") + "}"),
        Arguments.of(400, "INVALID_REQUEST_BODY", "{" + valid.replace("FROST", "GG20") + "}"),
        Arguments.of(400, "INVALID_TWEAK", "{" + valid + ",\"tweak\":\"M\"}"));
  }

  @ParameterizedTest
  @MethodSource("unreadableBodies")
  void answersABodyThatItCanNotUseWithAProblem(int status, String errorType, String body)
      throws IOException {
    assertProblem(status, errorType, sign(body));
  }

  @Test
  void answersBytesThatAreNoUtf8WithAProblem() throws IOException {
    byte[] body = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    String head = head("POST /v1/keeper/sign", ALL, JSON, "Content-Length: " + body.length);
    assertProblem(
        400,
        "INVALID_REQUEST_BODY",
        RawExchange.send(keeper().clientAddress(), head, out -> out.write(body)));
  }

  @ParameterizedTest
  @ValueSource(longs = {LIMIT + 1, 100_000_000})
  void answersABodyThatIsTooLargeReadably(long length) throws IOException {
    URI address = keeper().clientAddress();
    String head = head("POST /v1/keeper/sign", ALL, JSON);
    assertProblem(
        413,
        "PAYLOAD_TOO_LARGE",
        RawExchange.send(
            address, head + "\r\nContent-Length: " + length, RawExchange.zeros(length)));
    assertProblem(
        413,
        "PAYLOAD_TOO_LARGE",
        RawExchange.send(
            address, head + "\r\nTransfer-Encoding: chunked", RawExchange.chunkedZeros(length)));
  }

  @Test
  void answersAnybodysLargeBodyReadably() throws IOException {
    long length = 100_000_000;
    URI address = keeper().clientAddress();
    String size = "Content-Length: " + length;
    assertProblem(
        401,
        "UNAUTHENTICATED",
        RawExchange.send(
            address, head("POST /v1/keeper/sign", JSON, size), RawExchange.zeros(length)));
    assertProblem(
        404,
        "NOT_FOUND",
        RawExchange.send(address, head("POST /nothing", JSON, size), RawExchange.zeros(length)));
  }

  @Test
  void rejectsAMessageOfMoreThanOneMebibyte() throws IOException {
    String message = Base64.getEncoder().encodeToString(new byte[(1 << 20) + 1]);
    assertProblem(
        413,
        "PAYLOAD_TOO_LARGE",
        sign(
            "{\"keyId\":\"a\",\"algorithm\":\"FROST\",\"operations\":{\"x\":\""
                + message
                + "\"}}"));
  }

  @Test
  void servesClientsAndPeersOnTheirOwnListenersOnly() throws IOException {
    assertProblem(404, "NOT_FOUND", client(head("POST /peer/v1/probe", JSON), "{}"));
    URI peers = keeper().peerAddress();
    for (String head :
        List.of(
            head("GET /v1/keeper/ping"),
            head("GET /v1/keeper/%zz"),
            head("GET /health"),
            head("GET /"))) {
      assertProblem(404, "NOT_FOUND", RawExchange.send(peers, head, out -> {}));
    }
    String stranger = head("POST /peer/v1/probe", JSON, "Content-Length: 2");
    assertProblem(
        400,
        "INVALID_REQUEST_BODY",
        RawExchange.send(peers, stranger, out -> out.write(new byte[] {'{', '}'})));
  }

  @Test
  void recordsEachRequestThatItTurnsAwayOnce() throws IOException {
    assertRecorded("DENIED", 401, client(head("POST /v1/keeper/sign", JSON), "{}"));
    assertRecorded("DENIED", 403, client(head("GET /v1/keeper/control/system", AUDITOR), ""));
    assertRecorded("sign", 400, sign("{}"));
    assertRecorded(
        "sign",
        404,
        sign("{\"keyId\":\"none\",\"algorithm\":\"FROST\",\"operations\":{\"x\":\"aGk=\"}}"));
  }

  private static void assertRecorded(String event, int status, RawExchange answer)
      throws IOException {
    assertEquals(status, answer.status());
    JsonNode items =
        keeper()
            .get("/audit/operations/" + answer.json().path("operationId").textValue())
            .json()
            .path("items");
    assertEquals(1, items.size(), items.toString());
    assertEquals(event, items.get(0).path("event").textValue());
    assertEquals(status, items.get(0).path("outcome").path("statusCode").intValue());
    assertEquals(answer.json().path("errorType"), items.get(0).path("outcome").path("error"));
  }

  @Test
  void countsFaultsAsJsonOrCsv() throws IOException {
    RawExchange json = client(head("GET /v1/keeper/audit/reports/faults?by=day", AUDITOR), "");
    assertEquals("{\"by\":\"day\",\"items\":[]}", json.body());
    RawExchange csv =
        client(
            head("GET /v1/keeper/audit/reports/faults?by=rule", AUDITOR, "Accept: text/csv"), "");
    assertEquals("rule,imposters,dead,refused\r\n", csv.body());
    assertEquals("text/csv", csv.headers().get("content-type"));
  }

  @Test
  void turnsThePagesOfTheAuditBackToItsBeginning() throws IOException {
    for (int i = 0; i < 5; i++) {
      sign("{}");
    }
    long before = Long.MAX_VALUE;
    String next = "";
    do {
      JsonNode page = keeper().get("/audit/events?limit=2" + next).json();
      for (JsonNode item : page.path("items")) {
        assertTrue(item.path("sequence").longValue() < before, page.toString());
        before = item.path("sequence").longValue();
      }
      next = page.has("next") ? "&cursor=" + page.path("next").textValue() : null;
    } while (next != null);
    assertEquals(1, before);
  }

  @Test
  @Order(Integer.MAX_VALUE) // the auditor has to be quiet for a while afterwards
  void turnsAwayACallerThatComesTooOftenAndNobodyElse() throws IOException {
    String head = head("GET /v1/keeper/control/me", AUDITOR);
    RawExchange answer = client(head, "");
    for (int more = 0; more < 5_000 && answer.status() == 200; more++) {
      answer = client(head, "");
    }

    assertProblem(429, "RATE_LIMITED", answer);
    assertEquals("1", answer.headers().get("retry-after"));
    assertEquals(200, client(head("GET /v1/keeper/control/me", ALL), "").status());
    RawExchange forbidden = client(head("GET /v1/keeper/control/system", AUDITOR), "");
    for (int more = 0; more < 100 && forbidden.status() == 403; more++) {
      forbidden = client(head("GET /v1/keeper/control/system", AUDITOR), "");
    }
    assertProblem(429, "RATE_LIMITED", forbidden);
    JsonNode records = keeper().get("/audit/events?event=RATE_LIMITED").json().path("items");
    assertEquals(1, records.size(), records.toString());
    JsonNode record = records.get(0);
    assertEquals("tagma-auditor", record.at("/auth/subject").textValue());
    assertEquals(429, record.at("/outcome/statusCode").intValue());
    assertEquals(answer.json().path("operationId"), record.at("/context/operationId"));
  }
}
