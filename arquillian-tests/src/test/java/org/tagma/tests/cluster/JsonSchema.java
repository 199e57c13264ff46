package org.tagma.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks values against the schemas of an OpenAPI document. Knows the keywords that the document
 * uses, and throws at any other: a keyword that is not checked would promise nothing.
 *
 * @param document the OpenAPI document, to which references lead
 */
record JsonSchema(JsonNode document) {
  private static final Set<String> SAYS_NOTHING =
      Set.of("description", "format", "default", "example");

  /** What is wrong with a value, as paths with reasons; empty when it fits. */
  List<String> violations(JsonNode schema, JsonNode value) {
    List<String> violations = new ArrayList<>();
    check(schema, value, "$", violations);
    return violations;
  }

  /** What a reference leads to, or the node itself. */
  JsonNode resolved(JsonNode node) {
    JsonNode target =
        node.has("$ref") ? document.at(node.path("$ref").textValue().substring(1)) : node;
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("nothing is at " + node);
    }
    return target;
  }

  private void check(JsonNode reference, JsonNode value, String at, List<String> violations) {
    JsonNode schema = resolved(reference);
    if (schema.isEmpty()) {
      throw new IllegalArgumentException("an empty schema for " + at);
    }
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!holds(keyword.getKey(), keyword.getValue(), value)) {
        violations.add(at + ": " + keyword + " does not hold for " + value);
      }
    }
    schema.path("allOf").forEach(part -> check(part, value, at, violations));
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]", violations);
      }
    }
    if (value instanceof ObjectNode object) {
      members(schema, object, at, violations);
    }
  }

  private void members(JsonNode schema, ObjectNode value, String at, List<String> violations) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.textValue())) {
        violations.add(at + ": " + name + " is missing");
      }
    }
    JsonNode others = schema.path("additionalProperties");
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String below = at + "." + name;
      if (schema.path("properties").has(name)) {
        check(schema.path("properties").path(name), value.path(name), below, violations);
      } else if (others.isObject()) {
        check(others, value.path(name), below, violations);
      } else if (!others.isMissingNode() && !others.booleanValue()) {
        violations.add(below + " is not described");
      }
    }
  }

  private static boolean holds(String keyword, JsonNode expected, JsonNode value) {
    return switch (keyword) {
      case "type" -> isOfType(expected.textValue(), value);
      case "enum" -> contains(expected, value);
      case "pattern" -> !value.isTextual() || value.textValue().matches(expected.textValue());
      case "minLength" -> !value.isTextual() || value.textValue().length() >= expected.asInt();
      case "maxLength" -> !value.isTextual() || value.textValue().length() <= expected.asInt();
      case "minimum" -> !value.isNumber() || value.asLong() >= expected.asLong();
      case "maximum" -> !value.isNumber() || value.asLong() <= expected.asLong();
      case "minItems" -> !value.isArray() || value.size() >= expected.asInt();
      case "maxItems" -> !value.isArray() || value.size() <= expected.asInt();
      case "minProperties" -> !value.isObject() || value.size() >= expected.asInt();
      case "maxProperties" -> !value.isObject() || value.size() <= expected.asInt();
      case "required", "properties", "additionalProperties", "items", "allOf" -> true; // elsewhere
      default -> {
        if (SAYS_NOTHING.contains(keyword)) {
          yield true;
        }
        throw new IllegalArgumentException("no check for the keyword " + keyword);
      }
    };
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      default -> throw new IllegalArgumentException("no check for the type " + type);
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
