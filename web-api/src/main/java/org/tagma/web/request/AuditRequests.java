package org.tagma.web.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** The bodies of {@code POST /audit/verify} and {@code /audit/verify/batch}. */
public final class AuditRequests {
  private static final int MOST_RECORDS = 1000;
  private static final Set<String> MEMBERS = Set.of("event", "signature");

  private AuditRequests() {}

  /**
   * A record to verify.
   *
   * @param event as it is published
   */
  public record SignedRecord(ObjectNode event, String signature) {}

  /** One record. */
  public static SignedRecord one(RequestReader request) throws OperationFailed {
    request.only("event", "signature");
    RequestReader event =
        request
            .optionalObject("event")
            .orElseThrow(() -> RequestReader.invalid("field 'event' is missing"));
    return new SignedRecord((ObjectNode) event.json(), request.text("signature"));
  }

  /** Up to a thousand records, each with an {@code id} of its own. */
  public static List<SignedRecord> batch(RequestReader request) throws OperationFailed {
    request.only("logs");
    if (!request.has("logs")) {
      throw RequestReader.invalid("field 'logs' is missing");
    }
    JsonNode logs = request.json().get("logs");
    if (!logs.isArray() || logs.isEmpty() || logs.size() > MOST_RECORDS) {
      throw RequestReader.invalid(
          "field 'logs' has to be an array of 1 to " + MOST_RECORDS + " records");
    }
    List<SignedRecord> records = new ArrayList<>();
    for (JsonNode log : logs) {
      if (!(log.path("event") instanceof ObjectNode event)
          || !log.path("signature").isTextual()
          || !event.path("id").isTextual()
          || log.size() != MEMBERS.size()) {
        throw RequestReader.invalid(
            "field 'logs["
                + records.size()
                + "]' has to be an object of 'event', which has an 'id', and 'signature'");
      }
      records.add(new SignedRecord(event, log.get("signature").textValue()));
    }
    if (records.stream().map(r -> r.event().get("id")).distinct().count() < records.size()) {
      throw new OperationFailed(
          ErrorType.INVALID_REQUEST_BODY, "field 'logs' has two records of one id");
    }
    return records;
  }
}
