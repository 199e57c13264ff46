package org.tagma.threshold.proof.affine;

import java.math.BigInteger;

/**
 * What the operation was done with.
 *
 * @param factor x, in +-2^l
 * @param addend y, in +-2^l'
 * @param randomness rho in D, a unit modulo N0
 * @param addendRandomness rho_y in Y, a unit modulo N1
 */
public record AffineWitness(
    BigInteger factor, BigInteger addend, BigInteger randomness, BigInteger addendRandomness) {
  @Override
  public String toString() {
    return "AffineWitness[redacted]";
  }
}
