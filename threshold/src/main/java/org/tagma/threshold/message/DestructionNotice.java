package org.tagma.threshold.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tagma.threshold.key.Destruction;

/** DESTRUCTION: a generation is over. What it says proves itself; the sender asks for a receipt. */
public record DestructionNotice(Destruction destruction) implements Content {
  public static final Kind<DestructionNotice> KIND =
      new Kind<>(
          "destruction", m -> new DestructionNotice(Destruction.fromJson(m.object("destruction"))));

  @Override
  public Kind<DestructionNotice> kind() {
    return KIND;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("destruction", destruction.toJson());
    return json;
  }
}
