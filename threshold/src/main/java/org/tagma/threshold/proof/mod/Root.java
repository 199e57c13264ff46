package org.tagma.threshold.proof.mod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.transcript.Members;

/**
 * The answer to one challenge y: {@code fourth^4 = (-1)^negated w^twisted y} and {@code nth^N = y}.
 *
 * @param fourth x
 * @param negated a
 * @param twisted b
 * @param nth z
 */
public record Root(BigInteger fourth, boolean negated, boolean twisted, BigInteger nth) {
  boolean satisfies(BigInteger n, BigInteger w, BigInteger y) {
    BigInteger square = fourth.multiply(fourth).mod(n);
    return square.multiply(square).mod(n).equals(target(n, w, y, negated, twisted))
        && nth.modPow(n, n).equals(y);
  }

  static BigInteger target(
      BigInteger n, BigInteger w, BigInteger y, boolean negated, boolean twisted) {
    BigInteger product = twisted ? y.multiply(w) : y;
    return (negated ? product.negate() : product).mod(n);
  }

  ObjectNode toJson() {
    return new ProofBody()
        .integer("x", fourth)
        .integer("z", nth)
        .toJson()
        .put("a", negated ? 1 : 0)
        .put("b", twisted ? 1 : 0);
  }

  static Root read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    Root root =
        new Root(
            m.bigInteger("x"),
            m.integer("a", 0, 1) == 1,
            m.integer("b", 0, 1) == 1,
            m.bigInteger("z"));
    m.end();
    return root;
  }
}
