package org.tagma.threshold.proof.logstar;

import java.math.BigInteger;

/**
 * What the ciphertext was made of.
 *
 * @param plaintext x, in +-2^l
 * @param randomness rho, a unit modulo N0
 */
public record LogstarWitness(BigInteger plaintext, BigInteger randomness) {
  @Override
  public String toString() {
    return "LogstarWitness[redacted]";
  }
}
