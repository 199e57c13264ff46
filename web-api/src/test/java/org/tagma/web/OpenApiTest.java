package org.tagma.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.web.access.Open;
import org.tagma.web.access.Permission;
import org.yaml.snakeyaml.Yaml;

/** The API's description and the resources name the same operations. */
class OpenApiTest {
  private final JsonNode document = document();

  private static JsonNode document() {
    try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new ObjectMapper().valueToTree(new Yaml().<Map<String, Object>>load(yaml));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void describesEveryOperationOfTheResourcesAndNothingElse() {
    assertEquals(operations(resources(), false), described());
  }

  @Test
  void saysWhichOperationsAreOpen() {
    Set<String> open = new TreeSet<>();
    for (String operation : described()) {
      if (described(operation).has("security")) {
        assertEquals("[{}]", described(operation).path("security").toString(), operation);
        open.add(operation);
      }
    }
    assertEquals(operations(resources(), true), open);
  }

  @Test
  void saysWhichPermissionAnOperationNeeds() {
    resources()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Permission.class))
        .flatMap(
            method ->
                operation(method)
                    .map(o -> Map.entry(o, method.getAnnotation(Permission.class).value())))
        .forEach(
            needed -> {
              JsonNode operation = described(needed.getKey());
              String description = operation.path("description").asText();
              assertTrue(
                  description.startsWith("Needs `" + needed.getValue() + "`."), needed.toString());
              assertTrue(operation.path("responses").has("403"), needed.toString());
            });
  }

  @Test
  void namesEveryErrorType() {
    List<String> names = new ArrayList<>();
    document.at("/components/schemas/ErrorType/enum").forEach(name -> names.add(name.textValue()));
    assertEquals(Arrays.stream(ErrorType.values()).map(Enum::name).toList(), names);
  }

  @Test
  void showsEachProblemWithTheStatusAndTitleOfItsType() {
    Map<String, Integer> shown =
        document.at("/components/responses").properties().stream()
            .map(response -> response.getValue().at("/content/application~1problem+json/example"))
            .map(example -> parsed(example.textValue()))
            .peek(problem -> assertEquals(title(problem), problem.path("title").textValue()))
            .collect(
                Collectors.toMap(
                    p -> p.path("errorType").textValue(), p -> p.path("status").asInt()));
    Map<String, Integer> expected =
        shown.keySet().stream()
            .collect(Collectors.toMap(type -> type, type -> ErrorType.valueOf(type).status()));
    assertEquals(expected, shown);
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String title(JsonNode problem) {
    return ErrorType.valueOf(problem.path("errorType").textValue()).title();
  }

  private static Stream<Class<?>> resources() {
    return new ClientApplication()
        .getClasses().stream().filter(type -> type.isAnnotationPresent(Path.class));
  }

  private Set<String> described() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  private JsonNode described(String operation) {
    String[] parts = operation.split(" ");
    return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  private static Set<String> operations(Stream<Class<?>> resources, boolean openOnly) {
    return resources
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !openOnly || method.isAnnotationPresent(Open.class))
        .flatMap(OpenApiTest::operation)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> operation(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value() + " " + path(method));
  }

  private static String path(Method method) {
    return Stream.of(method.getDeclaringClass(), method)
        .map(element -> element.getAnnotation(Path.class))
        .map(path -> path == null ? "" : path.value())
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining("/", "/", ""));
  }
}
