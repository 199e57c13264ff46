package org.tagma.threshold.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Members;

/** What a keeper answers to a coordinator's call; everything in it that counts is signed. */
public sealed interface HostAnswer {
  /** Its message of the round; empty where it was only asked to open. */
  record Envelopes(List<String> envelopes) implements HostAnswer {}

  /** A signed ACCUSATION. */
  record Accusing(String accusation) implements HostAnswer {}

  /** A signed REFUSAL. */
  record Refusing(String refusal) implements HostAnswer {}

  /** A signed VIEW_OPEN. */
  record Opening(String view) implements HostAnswer {}

  /** The call was not a message of this cluster to this keeper; nothing is signed for strangers. */
  record Unheard() implements HostAnswer {}

  /** Folds over the five cases. */
  default <T> T match(
      Function<Envelopes, T> envelopes,
      Function<Accusing, T> accusing,
      Function<Refusing, T> refusing,
      Function<Opening, T> opening,
      Function<Unheard, T> unheard) {
    if (this instanceof Envelopes e) {
      return envelopes.apply(e);
    }
    if (this instanceof Accusing a) {
      return accusing.apply(a);
    }
    if (this instanceof Refusing r) {
      return refusing.apply(r);
    }
    if (this instanceof Opening o) {
      return opening.apply(o);
    }
    return unheard.apply((Unheard) this);
  }

  default ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return match(
        e -> {
          var array = json.putArray("envelopes");
          e.envelopes().forEach(array::add);
          return json;
        },
        a -> json.put("accusation", a.accusation()),
        r -> json.put("refusal", r.refusal()),
        o -> json.put("view", o.view()),
        u -> json);
  }

  /** Reads {@link #toJson} strictly. */
  static HostAnswer fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    HostAnswer answer;
    if (m.has("envelopes")) {
      answer = new Envelopes(m.texts("envelopes", 64));
    } else if (m.has("accusation")) {
      answer = new Accusing(m.text("accusation"));
    } else if (m.has("refusal")) {
      answer = new Refusing(m.text("refusal"));
    } else if (m.has("view")) {
      answer = new Opening(m.text("view"));
    } else {
      answer = new Unheard();
    }
    m.end();
    return answer;
  }
}
