package org.tagma.threshold.moduli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.proof.ProofBody;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Tlv;

/**
 * One keeper's public parameters.
 *
 * @param key N_i
 * @param ringPedersen (Nhat_i, s_i, t_i)
 */
public record AuxParameters(PaillierPublicKey key, RingPedersen ringPedersen) {
  /** Whether both moduli have the right size, they differ, and s and t are well formed. */
  public boolean isWellFormed(ParameterSet set) {
    return set.isModulus(key.modulus())
        && set.isModulus(ringPedersen.modulus())
        && key.modulus().gcd(ringPedersen.modulus()).equals(BigInteger.ONE)
        && ringPedersen.isWellFormed();
  }

  /** N, Nhat, s, t. */
  public Tlv toTlv() {
    return Tlv.of()
        .integer(key.modulus())
        .integer(ringPedersen.modulus())
        .integer(ringPedersen.s())
        .integer(ringPedersen.t());
  }

  public ObjectNode toJson() {
    return new ProofBody()
        .integer("N", key.modulus())
        .integer("Nhat", ringPedersen.modulus())
        .integer("s", ringPedersen.s())
        .integer("t", ringPedersen.t())
        .toJson();
  }

  /** Takes the members that {@link #toJson} writes. */
  public static AuxParameters read(Members m) throws DecodingException {
    try {
      return new AuxParameters(
          new PaillierPublicKey(m.bigInteger("N")),
          new RingPedersen(m.bigInteger("Nhat"), m.bigInteger("s"), m.bigInteger("t")));
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not auxiliary parameters");
    }
  }
}
