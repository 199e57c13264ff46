package org.tagma.threshold.auxiliary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.proof.fac.FacProof;
import org.tagma.threshold.proof.mod.ModProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * A3: the proofs about both moduli.
 *
 * @param mod of N, to everybody
 * @param ringMod of Nhat, to everybody
 * @param fac of both, by the keeper they are made for
 */
public record AuxProof(ModProof mod, ModProof ringMod, SortedMap<Integer, Factors> fac)
    implements Message {
  private static final int MAX = 16;

  /** Takes a copy. */
  public AuxProof {
    fac = Collections.unmodifiableSortedMap(new TreeMap<>(fac));
  }

  /**
   * Proofs under one keeper's ring-Pedersen parameters.
   *
   * @param modulus of N
   * @param ringModulus of Nhat
   */
  public record Factors(FacProof modulus, FacProof ringModulus) {}

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("modN", mod.toJson());
    body.set("modNhat", ringMod.toJson());
    ArrayNode array = body.putArray("fac");
    fac.forEach(
        (verifier, factors) -> {
          ObjectNode row = array.addObject().put("to", KeeperName.of(verifier));
          row.set("N", factors.modulus().toJson());
          row.set("Nhat", factors.ringModulus().toJson());
        });
    return body;
  }

  /** Reads {@link #toBody} strictly; verifiers are ascending. */
  public static AuxProof read(ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    ModProof mod = ModProof.read(m.object("modN"));
    ModProof ringMod = ModProof.read(m.object("modNhat"));
    SortedMap<Integer, Factors> fac = new TreeMap<>();
    for (JsonNode node : m.array("fac", MAX)) {
      Members row = Members.of(node);
      int verifier = KeeperName.number(row.text("to"));
      if (!fac.isEmpty() && verifier <= fac.lastKey()) {
        throw new DecodingException("verifiers are not ascending");
      }
      fac.put(
          verifier, new Factors(FacProof.read(row.object("N")), FacProof.read(row.object("Nhat"))));
      row.end();
    }
    m.end();
    return new AuxProof(mod, ringMod, fac);
  }
}
