package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.SortedMap;
import org.tagma.threshold.group.DecodingException;
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
      return JsonNodeFactory.instance
          .objectNode()
          .put("beta", Encoded.text(mask))
          .put("s", Encoded.text(maskRandomness))
          .put("alpha", Encoded.text(product))
          .put("r", Encoded.text(productRandomness));
    }

    static ProductOpening read(Members m) throws DecodingException {
      return new ProductOpening(
          Encoded.integer(m, "beta"),
          Encoded.integer(m, "s"),
          Encoded.integer(m, "alpha"),
          Encoded.integer(m, "r"));
    }
  }

  /** Whether a body is one of these. */
  static boolean isIn(ObjectNode body) {
    return body.has(OPENING);
  }

  @Override
  public ObjectNode toBody() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode opening = body.putObject(OPENING);
    opening
        .put("k", Encoded.text(nonce))
        .put("rho", Encoded.text(nonceRandomness))
        .put("gamma", Encoded.text(blinding))
        .set("products", Addressed.toJson(products, ProductOpening::toJson));
    return body;
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20NonceOpening read(ObjectNode body) throws DecodingException {
    Members outer = Members.of(body);
    Members m = Members.of(outer.object(OPENING));
    outer.end();
    Gg20NonceOpening message =
        new Gg20NonceOpening(
            Encoded.integer(m, "k"),
            Encoded.integer(m, "rho"),
            Encoded.integer(m, "gamma"),
            Addressed.read(m, "products", ProductOpening::read));
    m.end();
    return message;
  }
}
