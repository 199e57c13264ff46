package org.tagma.threshold.proof.enc;

import java.math.BigInteger;

/**
 * What the ciphertext was made of.
 *
 * @param plaintext k, in +-2^l
 * @param randomness rho, a unit modulo N0
 */
public record EncWitness(BigInteger plaintext, BigInteger randomness) {
  @Override
  public String toString() {
    return "EncWitness[redacted]";
  }
}
