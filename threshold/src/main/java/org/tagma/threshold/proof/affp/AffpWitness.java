package org.tagma.threshold.proof.affp;

import java.math.BigInteger;
import org.tagma.threshold.proof.affine.AffineWitness;

/**
 * What the operation was done with.
 *
 * @param operation the witness of the operation
 * @param factorRandomness rho_x in X, a unit modulo N1
 */
public record AffpWitness(AffineWitness operation, BigInteger factorRandomness) {
  @Override
  public String toString() {
    return "AffpWitness[redacted]";
  }
}
