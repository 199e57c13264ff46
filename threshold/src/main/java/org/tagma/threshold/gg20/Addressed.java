package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Members;

/** What a message holds for each other signer: a JSON array of entries, ascending by receiver. */
final class Addressed {
  private static final int MAX = 16;
  private static final String TO = "to";

  /** The name of a proof in an entry or a message. */
  static final String PROOF = "proof";

  private Addressed() {}

  /** An entry that is a proof and nothing else. */
  static ObjectNode proof(ObjectNode proof) {
    return JsonNodeFactory.instance.objectNode().set(PROOF, proof);
  }

  /** Reads one entry, its receiver aside. */
  interface Reader<T> {
    T read(Members m) throws DecodingException;
  }

  static <T> SortedMap<Integer, T> copy(SortedMap<Integer, T> entries) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  static <T> ArrayNode toJson(SortedMap<Integer, T> entries, Function<T, ObjectNode> writer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    entries.forEach(
        (receiver, entry) -> array.add(writer.apply(entry).put(TO, KeeperName.of(receiver))));
    return array;
  }

  static <T> SortedMap<Integer, T> read(Members message, String name, Reader<T> reader)
      throws DecodingException {
    List<JsonNode> array = message.array(name, MAX);
    SortedMap<Integer, T> entries = new TreeMap<>();
    for (JsonNode node : array) {
      Members m = Members.of(node);
      int receiver = KeeperName.number(m.text(TO));
      if (!entries.isEmpty() && receiver <= entries.lastKey()) {
        throw new DecodingException("receivers are not ascending");
      }
      entries.put(receiver, reader.read(m));
      m.end();
    }
    return entries;
  }
}
