package org.tagma.threshold.mutation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tagma.threshold.verdict.EnvelopeRule;

/** The mutations of the bodies of one round, from what each field is and which rule it is under. */
final class BodyTable {
  private static final Expected MALFORMED = Expected.names(EnvelopeRule.MALFORMED);

  private final int round;
  private final List<Mutation> mutations = new ArrayList<>();
  private boolean alone;

  private BodyTable(int round) {
    this.round = round;
  }

  static BodyTable of(int round) {
    return new BodyTable(round);
  }

  /** From here on nobody else says anything of the kind, so it cannot be taken from another's. */
  BodyTable alone() {
    alone = true;
    return this;
  }

  List<Mutation> mutations() {
    return List.copyOf(mutations);
  }

  /**
   * A value of this keeper in this session, at a JSON pointer.
   *
   * @param other what comes of another value of the form
   * @param bad what comes of a value that is not of the form
   */
  BodyTable value(String at, Form form, Expected other, Expected bad) {
    return ofKeeper(at, form, other, bad).ofSession(at, other);
  }

  /** A value that is another for each keeper, and may be the same in each session. */
  BodyTable ofKeeper(String at, Form form, Expected other, Expected bad) {
    if (!alone) {
      add(at, "another keeper's", (body, m) -> set(body, at, m.other().at(at)), other);
    }
    return common(at, form, other, bad);
  }

  /** A value that is the same for every keeper, and another in each session. */
  BodyTable common(String at, Form form, Expected other, Expected bad) {
    form.other().forEach((name, change) -> replace(at, name, change, other));
    form.bad().forEach((name, change) -> replace(at, name, change, bad));
    replace(at, "no base64url", node -> JsonNodeFactory.instance.textNode("**"), MALFORMED);
    return type(at);
  }

  /** The same field in another session. */
  BodyTable ofSession(String at, Expected other) {
    add(at, "of another session", (body, m) -> set(body, at, m.earlier().at(at)), other);
    return this;
  }

  /** A member that is not dropped without breaking the form. */
  BodyTable member(String at) {
    add(at, "dropped", (body, m) -> parent(body, at).remove(name(at)), MALFORMED);
    return this;
  }

  /** Any change of a value to one named beforehand. */
  BodyTable replaced(String at, String name, UnaryOperator<JsonNode> change, Expected expected) {
    replace(at, name, change, expected);
    return this;
  }

  /** Any other change of the body. */
  BodyTable changed(String at, String name, Consumer<ObjectNode> change, Expected expected) {
    add(at, name, (body, m) -> change.accept(body), expected);
    return this;
  }

  /** Two values that change places. */
  BodyTable swapped(String one, String two, Expected expected) {
    add(
        one,
        "swapped with " + two.substring(1),
        (body, m) -> {
          JsonNode first = body.at(one);
          set(body, one, body.at(two));
          set(body, two, first);
        },
        expected);
    return this;
  }

  /**
   * A list that is emptied, or one shorter.
   *
   * @param shorter what comes of that
   * @param longer what comes of its first element twice
   */
  BodyTable list(String at, Expected shorter, Expected longer) {
    add(at, "emptied", (body, m) -> ((ArrayNode) body.at(at)).removeAll(), shorter);
    add(at, "one too few", (body, m) -> ((ArrayNode) body.at(at)).remove(0), shorter);
    add(
        at,
        "one twice",
        (body, m) -> ((ArrayNode) body.at(at)).insert(0, body.at(at).get(0)),
        longer);
    return type(at);
  }

  private BodyTable type(String at) {
    replace(at, "a number", node -> JsonNodeFactory.instance.numberNode(7), MALFORMED);
    return this;
  }

  private void replace(String at, String name, UnaryOperator<JsonNode> change, Expected expected) {
    add(at, name, (body, m) -> set(body, at, change.apply(body.at(at))), expected);
  }

  private void add(String at, String name, Mutation.Change change, Expected expected) {
    mutations.add(new Mutation(round, at.substring(1), name, change, expected));
  }

  private static void set(ObjectNode body, String at, JsonNode value) {
    JsonPointer pointer = JsonPointer.compile(at);
    JsonNode parent = body.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      array.set(pointer.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(name(at), value);
    }
  }

  private static ObjectNode parent(ObjectNode body, String at) {
    return (ObjectNode) body.at(JsonPointer.compile(at).head());
  }

  private static String name(String at) {
    return JsonPointer.compile(at).last().getMatchingProperty();
  }
}
