package org.tagma.threshold.dkg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tagma.threshold.kat.Seed;
import org.tagma.threshold.round.Message;

/** A message with one character of one of its texts replaced: what follows is anybody's guess. */
record Mutation(ObjectNode body) implements Message {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  static Mutation of(Message message, Seed seed) {
    ObjectNode body = message.toBody().deepCopy();
    List<Text> texts = new ArrayList<>();
    collect(body, texts);
    texts.removeIf(text -> text.value().isEmpty());
    Text text = texts.get(seed.nextInt(texts.size()));
    int at = seed.nextInt(text.value().length());
    char other;
    do {
      other = ALPHABET.charAt(seed.nextInt(ALPHABET.length()));
    } while (other == text.value().charAt(at));
    text.replace(text.value().substring(0, at) + other + text.value().substring(at + 1));
    return new Mutation(body);
  }

  @Override
  public ObjectNode toBody() {
    return body;
  }

  /** A text member of an object, or a text element of an array. */
  private record Text(JsonNode parent, String name, int index, String value) {
    void replace(String other) {
      if (parent instanceof ObjectNode object) {
        object.put(name, other);
      } else {
        ((ArrayNode) parent).set(index, JsonNodeFactory.instance.textNode(other));
      }
    }
  }

  private static void collect(JsonNode node, List<Text> texts) {
    node.properties().forEach(member -> add(node, member.getKey(), 0, member.getValue(), texts));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        add(node, "", i, node.get(i), texts);
      }
    }
  }

  private static void add(
      JsonNode parent, String name, int index, JsonNode value, List<Text> texts) {
    if (value.isTextual()) {
      texts.add(new Text(parent, name, index, value.textValue()));
    } else {
      collect(value, texts);
    }
  }
}
