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
 * BLAME-6, when the parts of the key do not add up to it: the nonce, which is never used, and the
 * products that a signer was given. Its share of the key stays hidden behind the masks.
 *
 * @param nonce k_i
 * @param nonceRandomness rho_i
 * @param products what each other signer gave it
 */
record Gg20KeyOpening(
    BigInteger nonce, BigInteger nonceRandomness, SortedMap<Integer, ProductOpening> products)
    implements Message {
  private static final String OPENING = "keyOpening";

  /** Takes a copy. */
  Gg20KeyOpening {
    products = Addressed.copy(products);
  }

  /**
   * One product.
   *
   * @param product mu_ij, in Dh_ij
   * @param randomness of Dh_ij
   */
  record ProductOpening(BigInteger product, BigInteger randomness) {
    ObjectNode toJson() {
      return new ProofBody().integer("mu", product).integer("r", randomness).toJson();
    }

    static ProductOpening read(Members m) throws DecodingException {
      return new ProductOpening(m.bigInteger("mu"), m.bigInteger("r"));
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
        new ProofBody().integer("k", nonce).integer("rho", nonceRandomness).toJson();
    opening.set("products", Addressed.toJson(products, ProductOpening::toJson));
    return body.set(OPENING, opening);
  }

  /** Reads {@link #toBody} strictly. */
  static Gg20KeyOpening read(ObjectNode body) throws DecodingException {
    Members outer = Members.of(body);
    Members m = Members.of(outer.object(OPENING));
    outer.end();
    Gg20KeyOpening message =
        new Gg20KeyOpening(
            m.bigInteger("k"),
            m.bigInteger("rho"),
            Addressed.read(m, "products", ProductOpening::read));
    m.end();
    return message;
  }
}
