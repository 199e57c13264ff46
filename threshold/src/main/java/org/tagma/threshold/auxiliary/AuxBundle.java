package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/**
 * The moduli of every keeper, in one epoch. Immutable; {@link #hash} names it in session ids.
 *
 * @param entries by keeper, ascending
 */
public record AuxBundle(SortedMap<Integer, Entry> entries) {
  private static final int MAX = 16;

  /** Takes a copy. */
  public AuxBundle {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** What one keeper has proved to be sound. */
  public record Entry(PaillierPublicKey paillier, RingPedersen pedersen) {}

  /** N_i of {@code keeper}; IllegalArgumentException when it is not in here. */
  public PaillierPublicKey paillier(int keeper) {
    return entry(keeper).paillier();
  }

  /** Nhat_i, s_i and t_i of {@code keeper}; IllegalArgumentException when it is not in here. */
  public RingPedersen pedersen(int keeper) {
    return entry(keeper).pedersen();
  }

  private Entry entry(int keeper) {
    Entry entry = entries.get(keeper);
    if (entry == null) {
      throw new IllegalArgumentException("no keeper of this bundle");
    }
    return entry;
  }

  /** Whether it has moduli of the right size for all of these keepers. */
  public boolean fits(ParameterSet parameters, Collection<Integer> keepers) {
    return entries.keySet().containsAll(keepers)
        && entries.values().stream()
            .allMatch(
                e ->
                    parameters.isModulus(e.paillier().modulus())
                        && parameters.isModulus(e.pedersen().modulus()));
  }

  /** auxBundleHash: SHA-256(STR "aux", LIST of (i, N_i, Nhat_i, s_i, t_i) ascending). */
  public Bytes hash() {
    List<Tlv> rows =
        entries.entrySet().stream()
            .map(
                e -> {
                  Entry entry = e.getValue();
                  return Tlv.of()
                      .list(
                          Tlv.of()
                              .u32(e.getKey())
                              .integer(entry.paillier().modulus())
                              .integer(entry.pedersen().modulus())
                              .integer(entry.pedersen().s())
                              .integer(entry.pedersen().t()));
                })
            .toList();
    return Tlv.of().text("aux").list(rows).sha256();
  }

  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode keepers = json.putArray("keepers");
    entries.forEach(
        (keeper, entry) ->
            keepers
                .addObject()
                .put("id", KeeperName.of(keeper))
                .put("N", text(entry.paillier().modulus()))
                .put("Nhat", text(entry.pedersen().modulus()))
                .put("s", text(entry.pedersen().s()))
                .put("t", text(entry.pedersen().t())));
    return json;
  }

  /** Reads {@link #toJson} strictly. */
  public static AuxBundle fromJson(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    SortedMap<Integer, Entry> entries = new TreeMap<>();
    for (JsonNode row : m.array("keepers", MAX)) {
      Members keeper = Members.of(row);
      int number = KeeperName.number(keeper.text("id"));
      if (!entries.isEmpty() && number <= entries.lastKey()) {
        throw new DecodingException("keepers are not ascending");
      }
      entries.put(number, entry(keeper));
      keeper.end();
    }
    m.end();
    return new AuxBundle(entries);
  }

  private static Entry entry(Members m) throws DecodingException {
    try {
      return new Entry(
          new PaillierPublicKey(integer(m, "N")),
          new RingPedersen(integer(m, "Nhat"), integer(m, "s"), integer(m, "t")));
    } catch (IllegalArgumentException e) {
      throw new DecodingException(e.getMessage());
    }
  }

  private static String text(BigInteger value) {
    return Bytes.of(Tlv.of().integer(value).encode()).base64Url();
  }

  private static BigInteger integer(Members m, String name) throws DecodingException {
    TlvReader reader = new TlvReader(m.bytes(name));
    BigInteger value = reader.integer();
    reader.end();
    return value;
  }
}
