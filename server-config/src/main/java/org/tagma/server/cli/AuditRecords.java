package org.tagma.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Jcs;

/** Audit records for reading at a terminal: one line each. */
final class AuditRecords {
  private AuditRecords() {}

  /**
   * The records of an answer of {@code /audit/operations/ID}: a list, or an object whose {@code
   * items} are it.
   *
   * @throws DecodingException if it is no strict JSON
   */
  static List<String> lines(byte[] answer) throws DecodingException {
    JsonNode json = Jcs.parse(answer);
    List<String> lines = new ArrayList<>();
    for (JsonNode record : json.has("items") ? json.get("items") : json) {
      lines.add(line(record));
    }
    return lines;
  }

  private static String line(JsonNode record) {
    return "%s #%s %s %s %s, status %s, imposters %s, dead %s, refused %s, hash %s"
        .formatted(
            Instant.ofEpochMilli(record.path("timestamp").asLong()),
            record.path("sequence").asText("-"),
            record.path("peerId").asText("-"),
            record.path("event").asText("-"),
            record.path("crypto").path("kid").asText("-"),
            record.path("outcome").path("statusCode").asText("-"),
            list(record, "imposters"),
            list(record, "dead"),
            list(record, "refused"),
            record.path("hash").asText("-"));
  }

  private static String list(JsonNode record, String name) {
    return record.has(name) ? record.get(name).toString() : "-";
  }
}
