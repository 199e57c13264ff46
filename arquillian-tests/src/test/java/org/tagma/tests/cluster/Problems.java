package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What every problem answer has to be. */
final class Problems {
  private static final Set<String> MEMBERS =
      Set.of(
          "type",
          "title",
          "status",
          "detail",
          "instance",
          "errorType",
          "imposters",
          "dead",
          "refused",
          "faults",
          "operationId",
          "error",
          "details");

  private Problems() {}

  /** Exactly the members of a problem, of this type; no signature, no class name. */
  static void check(Answer answer, int status, String errorType, String instance) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals(
        List.of("application/problem+json"),
        answer.headers().allValues("Content-Type").stream()
            .map(type -> type.split(";")[0])
            .toList());
    Set<String> members = new TreeSet<>();
    answer.json().fieldNames().forEachRemaining(members::add);
    assertEquals(new TreeSet<>(MEMBERS), members);
    assertEquals("urn:tagma:error:" + errorType, answer.text("type"));
    assertEquals(errorType, answer.text("errorType"));
    assertEquals(errorType, answer.text("error"));
    assertEquals(status, answer.json().path("status").asInt());
    assertEquals(instance, answer.text("instance"));
    assertFalse(answer.text("title").isBlank());
    assertFalse(answer.text("detail").isBlank());
    assertEquals(answer.text("detail"), answer.text("details"));
    assertFalse(answer.text("operationId").isBlank());
    assertFalse(answer.text().contains("org.tagma"), answer.text());
    assertFalse(answer.text().contains("Exception"), answer.text());
  }
}
