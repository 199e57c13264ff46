package org.tagma.threshold.moduli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * The public parameters of all keepers of one auxiliary epoch.
 *
 * @param set how large their moduli are
 * @param parameters by keeper
 */
public record AuxBundle(ParameterSet set, SortedMap<Integer, AuxParameters> parameters) {
  private static final int MAX = 16;

  /** Takes a copy. */
  public AuxBundle {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** The parameters of {@code keeper}, who must have some. */
  public AuxParameters of(int keeper) {
    AuxParameters own = parameters.get(keeper);
    if (own == null) {
      throw new IllegalArgumentException("no parameters of this keeper");
    }
    return own;
  }

  /**
   * auxBundleHash: SHA-256 of TLV(STR "aux-bundle", STR set, LIST of [U32 keeper, N, Nhat, s, t],
   * ascending).
   */
  public Bytes hash() {
    Tlv rows = Tlv.of();
    for (var entry : parameters.entrySet()) {
      rows = rows.list(Tlv.of().u32(entry.getKey()).append(entry.getValue().toTlv()));
    }
    return Tlv.of().text("aux-bundle").text(set.label()).list(rows).sha256();
  }

  /** The bundle as JSON. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("set", set.label());
    ArrayNode keepers = json.putArray("keepers");
    parameters.forEach(
        (keeper, own) -> keepers.add(own.toJson().put("keeper", KeeperName.of(keeper))));
    return json;
  }

  /** Reads {@link #toJson} strictly; keepers are ascending. */
  public static AuxBundle read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    ParameterSet set = set(m.text("set"));
    SortedMap<Integer, AuxParameters> parameters = new TreeMap<>();
    for (JsonNode node : m.array("keepers", MAX)) {
      Members row = Members.of(node);
      int keeper = KeeperName.number(row.text("keeper"));
      if (!parameters.isEmpty() && keeper <= parameters.lastKey()) {
        throw new DecodingException("keepers are not ascending");
      }
      parameters.put(keeper, AuxParameters.read(row));
      row.end();
    }
    m.end();
    return new AuxBundle(set, parameters);
  }

  private static ParameterSet set(String label) throws DecodingException {
    try {
      return ParameterSet.named(label);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("unknown parameter set");
    }
  }
}
