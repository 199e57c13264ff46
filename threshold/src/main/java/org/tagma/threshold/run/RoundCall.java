package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Members;

/**
 * What a coordinator posts to {@code /peer/v1/sessions/{sid}/rounds/{n}}, or with no round to
 * {@code /peer/v1/sessions/{sid}} (spec/api.md, "Between keepers"). The body around the signed
 * messages is unsigned.
 *
 * @param round the ROUND message; empty in a call that only opens
 * @param envelopes the messages of the round before
 * @param open the OPEN message; in a round call only with the first
 * @param credential the caller's credential, beside the OPEN that binds its digest
 */
public record RoundCall(
    Optional<String> round,
    List<String> envelopes,
    Optional<String> open,
    Optional<String> credential) {
  private static final int MAX_ENVELOPES = 64;

  public RoundCall {
    envelopes = List.copyOf(envelopes);
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    round.ifPresent(r -> json.put("round", r));
    var array = json.putArray("envelopes");
    envelopes.forEach(array::add);
    open.ifPresent(o -> json.put("open", o));
    credential.ifPresent(c -> json.put("credential", c));
    return json;
  }

  /** Reads {@link #toJson} strictly. */
  public static RoundCall fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    RoundCall call =
        new RoundCall(
            optional(m, "round"),
            m.has("envelopes") ? m.texts("envelopes", MAX_ENVELOPES) : List.of(),
            optional(m, "open"),
            optional(m, "credential"));
    m.end();
    return call;
  }

  private static Optional<String> optional(Members m, String name) throws DecodingException {
    return m.has(name) ? Optional.of(m.text(name)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "RoundCall[envelopes=" + envelopes.size() + "]";
  }
}
