package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tagma.server.cluster.ClusterFailure;

/**
 * A keeper answers as it describes itself, and describes itself as it answers. Its own examples are
 * sent to it. That the description and the resources name the same operations is held beside the
 * resources.
 */
@Order(1)
class OpenApiIT {
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private static final String AUDITOR = "tagma-auditor";
  private static final int TOO_LARGE = (10 << 20) + 1;

  /** What needs a fault, which other tests cause: too much to do, a bug, too few keepers, time. */
  /** SealIT seals keepers and opens them; EciesIT has ciphertexts to decrypt. */
  private static final Set<String> ELSEWHERE =
      Set.of("initialise", "unseal", "unsealAutomatically", "seal", "encrypt", "decrypt");

  /** They make keys, each of a name once. */
  private static final List<String> MAKERS = List.of("createKey", "storeKey");

  /** LabIT has keepers that lie. */
  private static final Set<String> NEED_A_LIE = Set.of("evidence", "release");

  private static final Set<Integer> NEED_A_FAULT = Set.of(429, 500, 503, 504);

  private static OpenApi api;
  private static JsonNode signed;
  private static JsonNode record;

  private static KeeperUnderTest keeper() {
    return CLUSTER.keeper(1);
  }

  @BeforeAll
  static void makeTheKeysOfTheExamples() throws ClusterFailure {
    CLUSTER.running(1, 2, 3);
    api = OpenApi.of(keeper());
    for (String maker : MAKERS) {
      OpenApi.Operation make = api.operation(maker);
      for (JsonNode example : make.requestExamples()) {
        checkSuccess(make, keeper().post(make.path(), example.path("value").toString()));
      }
    }
    Answer answer = keeper().post("/sign", api.operation("sign").requestExample().toString());
    checkSuccess(api.operation("sign"), answer);
    signed = answer.json();
    record =
        keeper()
            .get("/audit/operations/" + signed.path("operationId").textValue())
            .json()
            .path("items")
            .get(1);
  }

  private static Stream<DynamicTest> forEach(
      Stream<OpenApi.Operation> operations, Consumer<OpenApi.Operation> check) {
    return operations.map(o -> DynamicTest.dynamicTest(o.toString(), () -> check.accept(o)));
  }

  @Test
  void describesTheClientsApiAtARelativeAddress() {
    assertEquals(1, api.json().path("servers").size());
    assertEquals("/v1/keeper", api.json().at("/servers/0/url").textValue());
    assertFalse(api.json().toString().contains("/peer/v1"));
    assertEquals(40, api.operations().size());
  }

  @TestFactory
  Stream<DynamicTest> examplesFitTheirSchemas() {
    return forEach(api.operations().stream(), OpenApiIT::checkExamples);
  }

  private static void checkExamples(OpenApi.Operation operation) {
    operation
        .requestExamples()
        .forEach(e -> assertFits(operation.requestSchema(), e.path("value")));
    assertEquals(operation.hasBody(), operation.requestExamples().size() > 0);
    for (int status : operation.statuses()) {
      for (Map.Entry<String, JsonNode> content :
          api.response(operation, status).path("content").properties()) {
        JsonNode example = content.getValue().path("example");
        assertTrue(example.isTextual(), operation + " " + status);
        assertFits(
            content.getValue().path("schema"),
            content.getKey().endsWith("json") ? parsed(example.textValue()) : example);
      }
    }
    for (String in : List.of("path", "header")) {
      for (JsonNode parameter : api.parameters(operation, in)) {
        assertFits(parameter.path("schema"), parameter.path("example"));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> answersExactlyWhatItDescribes() {
    return forEach(
        api.operations().stream()
            .filter(o -> !MAKERS.contains(o.id())) // above
            .filter(o -> !o.id().equals("destroyGeneration")) // DestroyIT has old generations
            .filter(o -> !ELSEWHERE.contains(o.id()))
            .filter(o -> !NEED_A_LIE.contains(o.id()))
            .filter(o -> !o.id().equals("renewModuli")), // Gg20IT has moduli
        operation -> {
          List<HttpRequest> requests = new ArrayList<>();
          if (operation.hasBody()) {
            for (JsonNode example : operation.requestExamples()) {
              if (!isEcdsa(example.path("value"))) {
                requests.add(post(operation, example.path("value")).build());
              }
            }
          } else {
            requests.add(get(operation, requiredQuery(operation)).build());
            requests.add(get(operation, query(api.parameters(operation, "query"))).build());
          }
          for (HttpRequest request : requests) {
            checkSuccess(operation, keeper().send(request));
          }
        });
  }

  /** Gg20IT has moduli to sign with. */
  private static boolean isEcdsa(JsonNode request) {
    return request.path("algorithm").asText().equals("GG20");
  }

  private static JsonNode ecdsa(OpenApi.Operation operation) {
    return operation.requestExamples().at("/ecdsa/value");
  }

  private static void checkSuccess(OpenApi.Operation operation, Answer answer) {
    assertTrue(answer.status() < 300, operation + ": " + answer.text());
    checkDescribed(operation, answer);
  }

  /** Status, media type and members are those of the description. */
  private static void checkDescribed(OpenApi.Operation operation, Answer answer) {
    assertTrue(operation.statuses().contains(answer.status()), operation + ": " + answer);
    assertFalse(answer.headers().firstValue("X-Operation-Id").orElse("").isEmpty());
    JsonNode content = api.response(operation, answer.status()).path("content");
    if (content.isMissingNode()) {
      assertEquals("", answer.text());
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    assertTrue(content.has(type), operation + ": " + type);
    assertFits(content.path(type).path("schema"), answer.json());
  }

  @Test
  void countsFaultsInTheOtherMediaTypeItDescribes() {
    OpenApi.Operation report = api.operation("faultReport");
    Answer csv = keeper().send(get(report, "").setHeader("Accept", "text/csv").build());
    assertEquals(200, csv.status());
    assertTrue(api.response(report, 200).path("content").has("text/csv"));
    assertEquals("text/csv", csv.headers().firstValue("Content-Type").orElseThrow());
  }

  @TestFactory
  Stream<DynamicTest> answersEveryProblemItDescribes() {
    return forEach(
        api.operations().stream().filter(o -> !ELSEWHERE.contains(o.id())),
        operation -> {
          Set<Integer> provoked = new TreeSet<>();
          for (Map.Entry<Integer, HttpRequest.Builder> request : provocations(operation)) {
            Answer answer = keeper().send(request.getValue().build());
            assertEquals(request.getKey(), answer.status(), answer.text());
            assertEquals(answer.status(), answer.json().path("status").intValue());
            checkDescribed(operation, answer);
            provoked.add(answer.status());
          }
          Set<Integer> described =
              operation.statuses().stream()
                  .filter(status -> status >= 400 && !NEED_A_FAULT.contains(status))
                  .filter(status -> status != 403 || !isForAuditors(operation))
                  .collect(Collectors.toCollection(TreeSet::new));
          assertEquals(described, provoked);
        });
  }

  private static boolean isForAuditors(OpenApi.Operation operation) {
    return operation.path().startsWith("/audit/");
  }

  private static List<Map.Entry<Integer, HttpRequest.Builder>> provocations(
      OpenApi.Operation operation) {
    List<Map.Entry<Integer, HttpRequest.Builder>> requests = new ArrayList<>();
    requests.add(Map.entry(400, valid(operation).setHeader("Accept", ";;;")));
    if (!operation.isOpen()) {
      requests.add(Map.entry(401, valid(operation).setHeader("X-DEV-TOKEN", "unknown")));
    }
    if (operation.statuses().contains(403) && !isForAuditors(operation)) {
      requests.add(Map.entry(403, valid(operation).setHeader("X-DEV-TOKEN", AUDITOR)));
    }
    if (operation.statuses().contains(200)) {
      requests.add(Map.entry(406, valid(operation).setHeader("Accept", "text/html")));
    }
    if (operation.hasBody()) {
      requests.add(Map.entry(413, post(operation, "x".repeat(TOO_LARGE))));
      requests.add(Map.entry(415, valid(operation).setHeader("Content-Type", "text/plain")));
    }
    switch (operation.id()) {
      case "sign" -> {
        requests.add(Map.entry(404, changed(operation, "keyId", "nobody:knows")));
        requests.add(Map.entry(422, post(operation, ecdsa(operation)))); // there are no moduli
      }
      case "verify" -> {
        requests.add(Map.entry(404, changed(operation, "keyId", "nobody:knows")));
        ObjectNode taproot = operation.requestExamples().at("/taproot/value").deepCopy();
        requests.add(Map.entry(422, post(operation, taproot.put("sigType", "SEC1R65SCHNORR"))));
      }
      case "createKey", "storeKey" -> {
        requests.add(Map.entry(409, valid(operation)));
        requests.add(Map.entry(422, changed(operation, "curve", "NONE")));
      }
      case "destroyGeneration" -> {
        requests.add(Map.entry(404, changed(operation, "keyId", "nobody:knows")));
        requests.add(Map.entry(409, valid(operation).setHeader("Idempotency-Key", "kept")));
        ObjectNode other = operation.requestExample().deepCopy();
        requests.add(
            Map.entry(
                422,
                post(operation, other.put("version", 2)).setHeader("Idempotency-Key", "kept")));
      }
      case "publicKey" -> requests.add(Map.entry(404, get(operation, "?keyId=nobody:knows")));
      case "renewModuli" -> requests.add(Map.entry(422, valid(operation)));
      case "release" -> requests.add(Map.entry(404, valid(operation)));
      case "auditEvent", "evidence" ->
          requests.add(Map.entry(404, request(operation.path().replace("{id}", "none"))));
      default -> {}
    }
    return requests;
  }

  @TestFactory
  Stream<DynamicTest> takesTheMembersItDescribesAndNoOthers() {
    return forEach(
        api.operations().stream().filter(OpenApi.Operation::hasBody), OpenApiIT::checkMembers);
  }

  private static void checkMembers(OpenApi.Operation operation) {
    JsonNode schema = api.schemas().resolved(operation.requestSchema());
    assertFalse(schema.path("additionalProperties").asBoolean(true));
    for (String name : othersThan(schema.path("properties"))) {
      ObjectNode other = operation.requestExample().<ObjectNode>deepCopy().put(name, "?");
      assertEquals("unknown field '" + name + "'", detail(post(operation, other), 400));
    }
    for (JsonNode name : schema.path("required")) {
      ObjectNode without = operation.requestExample().deepCopy();
      without.remove(name.textValue());
      assertEquals(
          "field '" + name.textValue() + "' is missing", detail(post(operation, without), 400));
    }
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      ObjectNode alone = JsonNodeFactory.instance.objectNode().put(member.getKey(), "?");
      Answer known = keeper().send(post(operation, alone).build());
      assertTrue(Set.of(400, 404).contains(known.status()), known.text());
      assertFalse(known.text("detail").contains("unknown"), known.text());
      checkValues(operation, member.getKey(), api.schemas().resolved(member.getValue()));
    }
  }

  /** The names of all requests that are not among these, and one that is nowhere. */
  private static Set<String> othersThan(JsonNode described) {
    Set<String> others = new TreeSet<>(Set.of("nonsense"));
    for (OpenApi.Operation operation : api.operations()) {
      if (operation.hasBody()) {
        JsonNode schema = api.schemas().resolved(operation.requestSchema());
        schema.path("properties").fieldNames().forEachRemaining(others::add);
      }
      api.parameters(operation, "query").forEach(p -> others.add(p.path("name").asText()));
    }
    others.removeIf(described::has);
    return others;
  }

  /** The values that the keeper offers instead of a wrong one are those of the description. */
  private static void checkValues(OpenApi.Operation operation, String name, JsonNode schema) {
    if (!schema.has("enum")) {
      return;
    }
    Answer answer = keeper().send(changed(operation, name, "?").build());
    assertTrue(Set.of(400, 422).contains(answer.status()), answer.text());
    Set<String> described = new TreeSet<>();
    schema.path("enum").forEach(value -> described.add(value.textValue()));
    String start = "field '" + name + "' has to be one of ";
    String detail = answer.text("detail");
    assertTrue(detail.startsWith(start), detail);
    assertEquals(described, Set.of(detail.substring(start.length()).split(", ")));
  }

  @TestFactory
  Stream<DynamicTest> takesTheQueryParametersItDescribesAndNoOthers() {
    return forEach(
        api.operations().stream().filter(o -> !api.parameters(o, "query").isEmpty()),
        operation -> {
          ObjectNode described = JsonNodeFactory.instance.objectNode();
          api.parameters(operation, "query")
              .forEach(p -> described.set(p.path("name").asText(), p));
          String required = requiredQuery(operation);
          for (String name : othersThan(described)) {
            String more = (required.isEmpty() ? "?" : required + "&") + name + "=1";
            assertEquals(
                "unknown query parameter '" + name + "'", detail(get(operation, more), 400));
          }
        });
  }

  @Test
  void hasAPageToTryItOnTheClientsPortOnly() {
    for (String file : List.of("", "page.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
      String path = "/openapi-ui/" + file;
      assertEquals(200, open(keeper().clientAddress().resolve(path)).status(), path);
      assertEquals(404, open(keeper().peerAddress().resolve(path)).status(), path);
    }
    assertEquals(404, open(keeper().peerAddress().resolve("/openapi")).status());
  }

  private static Answer open(URI uri) {
    return keeper().send(HttpRequest.newBuilder(uri).build());
  }

  private static String detail(HttpRequest.Builder request, int status) {
    Answer answer = keeper().send(request.build());
    assertEquals(status, answer.status(), answer.text());
    return answer.text("detail");
  }

  private static void assertFits(JsonNode schema, JsonNode value) {
    assertFalse(schema.isMissingNode(), () -> "no schema for " + value);
    assertEquals(List.of(), api.schemas().violations(schema, value));
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static HttpRequest.Builder valid(OpenApi.Operation operation) {
    return operation.hasBody()
        ? post(operation, operation.requestExample())
        : get(operation, requiredQuery(operation));
  }

  private static HttpRequest.Builder changed(
      OpenApi.Operation operation, String member, String value) {
    return post(operation, operation.requestExample().<ObjectNode>deepCopy().put(member, value));
  }

  private static HttpRequest.Builder post(OpenApi.Operation operation, Object body) {
    return request(operation.path().replace("{keeper}", "keeper-2"))
        .method(operation.method(), BodyPublishers.ofString(body.toString()));
  }

  private static HttpRequest.Builder get(OpenApi.Operation operation, String query) {
    return request(
            operation
                    .path()
                    .replace("{id}", record.path("id").textValue())
                    .replace("{operationId}", signed.path("operationId").textValue())
                + query)
        .method(operation.method(), BodyPublishers.noBody());
  }

  private static HttpRequest.Builder request(String path) {
    return keeper().client(path);
  }

  private static String requiredQuery(OpenApi.Operation operation) {
    return query(
        api.parameters(operation, "query").stream()
            .filter(
                parameter ->
                    parameter.path("required").asBoolean() || isOneOfARequiredSet(parameter))
            .toList());
  }

  /** A question for a span of time needs a window, or an end: more than a schema can say. */
  private static boolean isOneOfARequiredSet(JsonNode parameter) {
    return parameter.path("name").asText().equals("windowSec");
  }

  private static String query(List<JsonNode> parameters) {
    return parameters.stream()
        .map(p -> p.path("name").asText() + "=" + encoded(p.path("example").asText()))
        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
