package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.SortedMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.round.Message;
import org.tagma.threshold.transcript.Members;

/**
 * BLAME-5, when the parts of the nonce do not fit each other: everything that a signer did for the
 * nonce, which is never used. Nothing in it says anything of the key.
 *
 * @param nonce k_i
 * @param nonceRandomness rho_i
 * @param blinding gamma_i
 * @param products what it did with each other signer
 */
record Gg20NonceOpening(
    BigInteger nonce,
    BigInteger nonceRandomness,
    BigInteger blinding,
    SortedMap<Integer, ProductOpening> products)
    implements Message {
  private static final String OPENING = "nonceOpening";

  /** Takes a copy. */
  Gg20NonceOpening {
    products = Addressed.copy(products);
  }

  /**
   * Two products of one pair of signers.
   *
   * @param mask beta'_ij, in D_ji, which it made
   * @param maskRandomness s_ij
   * @param product alpha_ij, in D_ij, which it was given
   * @param productRandomness the randomness of D_ij
   */
  record ProductOpening(
      BigInteger mask,
      BigInteger maskRandomness,
      BigInteger product,
      BigInteger productRandomness) {
    ObjectNode toJson() {
      return new ProofBody()
          .integer("beta", mask)
          .integer("s", maskRandomness)
          .integer("alpha", product)
          .integer("r", productRandomness)
          .toJson();
    }

    static ProductOpening read(Members m) throws DecodingException {
      return new ProductOpening(
          m.bigInteger("beta"), m.bigInteger("s"), m.bigInteger("alpha"), m.bigInteger("r"));
    }
  }

  /** Whether a body is one of these. */
  static boolean isIn(ObjectNode body) {
    return body.has(OPENING);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode opening =
        new ProofBody()
            .integer("k", nonce)
            .integer("rho", nonceRandomness)
            .integer("gamma", blinding)
            .toJson();
    opening.set("products", Addressed.toJson(products, ProductOpening::toJson));
    return body.set(OPENING, opening);
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20NonceOpening read(ObjectNode body) throws DecodingException {
    Members outer = Members.of(body);
    Members m = Members.of(outer.object(OPENING));
    outer.end();
    Gg20NonceOpening message =
        new Gg20NonceOpening(
            m.bigInteger("k"),
            m.bigInteger("rho"),
            m.bigInteger("gamma"),
            Addressed.read(m, "products", ProductOpening::read));
    m.end();
    return message;
  }
}
