package org.tagma.threshold.gg20;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.tagma.threshold.paillier.Interval;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.ParameterSet;

/**
 * What a signer hides a product with before it gives it to the signer whose nonce is in it.
 *
 * @param value beta'_ij, or nu'_ij
 * @param randomness s_ij, or sh_ij: of the product, under the other's key
 * @param ownRandomness r_ij, or rh_ij: of the mask, under the signer's own key
 */
record Mask(BigInteger value, BigInteger randomness, BigInteger ownRandomness) {
  private static final Interval RANGE = Interval.ofBits(ParameterSet.L_PRIME);

  static Mask random(PaillierPublicKey other, PaillierPublicKey own, SecureRandom random) {
    return new Mask(RANGE.sample(random), other.randomUnit(random), own.randomUnit(random));
  }

  @Override
  public String toString() {
    return "Mask[redacted]";
  }
}
