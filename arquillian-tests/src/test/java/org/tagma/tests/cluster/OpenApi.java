package org.tagma.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The description of its API that a keeper serves.
 *
 * @param json the document
 */
record OpenApi(JsonNode json) {

  /**
   * One operation.
   *
   * @param method the HTTP method
   * @param path its path below {@code /v1/keeper}, with its parameters in braces
   * @param json its description
   */
  record Operation(String method, String path, JsonNode json) {
    String id() {
      return json.path("operationId").textValue();
    }

    boolean isOpen() {
      JsonNode security = json.path("security");
      return security.size() == 1 && security.get(0).isEmpty();
    }

    boolean hasBody() {
      return json.has("requestBody");
    }

    JsonNode requestSchema() {
      return json.at("/requestBody/content/application~1json/schema");
    }

    /** The request's examples by name. */
    JsonNode requestExamples() {
      return json.at("/requestBody/content/application~1json/examples");
    }

    /** The values of the examples, which may stand for any request. */
    JsonNode requestExample() {
      return requestExamples().elements().next().path("value");
    }

    Set<Integer> statuses() {
      Set<Integer> statuses = new TreeSet<>();
      json.path("responses").fieldNames().forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
      return statuses;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static OpenApi of(KeeperUnderTest keeper) {
    Answer answer =
        keeper.send(
            HttpRequest.newBuilder(keeper.clientAddress().resolve("/openapi"))
                .header("Accept", "application/json")
                .build());
    if (answer.status() != 200 || !answer.json().isObject()) {
      throw new IllegalStateException(answer.status() + " " + answer.text());
    }
    return new OpenApi(answer.json());
  }

  JsonSchema schemas() {
    return new JsonSchema(json);
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    json.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  Operation operation(String id) {
    return operations().stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
  }

  JsonNode response(Operation operation, int status) {
    return schemas().resolved(operation.json().path("responses").path(Integer.toString(status)));
  }

  /** The parameters of a kind, such as {@code query}. */
  List<JsonNode> parameters(Operation operation, String in) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode parameter : operation.json().path("parameters")) {
      JsonNode resolved = schemas().resolved(parameter);
      if (resolved.path("in").textValue().equals(in)) {
        parameters.add(resolved);
      }
    }
    return parameters;
  }
}
