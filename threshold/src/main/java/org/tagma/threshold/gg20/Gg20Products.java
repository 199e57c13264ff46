package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.SortedMap;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.proof.affg.AffgProof;
import org.tagma.threshold.proof.affp.AffpProof;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * R2: each other signer's encrypted nonce, times the signer's blinding factor and times its share
 * of the key, each hidden by a mask (MtA).
 *
 * @param to by the signer whose nonce it is
 */
record Gg20Products(SortedMap<Integer, Pair> to) implements Message {
  /** Takes a copy. */
  Gg20Products {
    to = Addressed.copy(to);
  }

  /**
   * A product and its mask.
   *
   * @param product D, or Dh, under the receiver's key
   * @param mask F, or Fh: what was added, under the sender's key
   */
  record Masked(BigInteger product, BigInteger mask) {}

  /**
   * The two products for one signer.
   *
   * @param blinding D_ji and F_ji
   * @param blindingProof Pi_aff-p
   * @param key Dh_ji and Fh_ji
   * @param keyProof Pi_aff-g
   */
  record Pair(Masked blinding, AffpProof blindingProof, Masked key, AffgProof keyProof) {
    ObjectNode toJson() {
      ObjectNode json =
          new ProofBody()
              .integer("D", blinding.product())
              .integer("F", blinding.mask())
              .integer("Dh", key.product())
              .integer("Fh", key.mask())
              .toJson();
      json.set("affp", blindingProof.toJson());
      return json.set("affg", keyProof.toJson());
    }

    static Pair read(Curve curve, Members m) throws DecodingException {
      return new Pair(
          new Masked(m.bigInteger("D"), m.bigInteger("F")),
          AffpProof.read(m.object("affp")),
          new Masked(m.bigInteger("Dh"), m.bigInteger("Fh")),
          AffgProof.read(curve, m.object("affg")));
    }
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return body.set("products", Addressed.toJson(to, Pair::toJson));
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20Products read(Curve curve, ObjectNode body) throws DecodingException {
    Members m = Members.of(body);
    Gg20Products message =
        new Gg20Products(Addressed.read(m, "products", e -> Pair.read(curve, e)));
    m.end();
    return message;
  }
}
