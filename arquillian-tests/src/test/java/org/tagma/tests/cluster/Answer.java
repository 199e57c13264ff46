package org.tagma.tests.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * What a keeper answered.
 *
 * @param status the HTTP status
 * @param headers the response headers
 * @param text the body as it came
 * @param json the body, or a missing node where it is no JSON
 */
public record Answer(int status, HttpHeaders headers, String text, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(), response.headers(), response.body(), parse(response.body()));
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException none) {
      return MissingNode.getInstance();
    }
  }

  /** The texts of this list, such as {@code dead}; empty where there is none. */
  public List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  /** The text of this member; empty where there is none. */
  public String text(String name) {
    return json.path(name).asText();
  }
}
