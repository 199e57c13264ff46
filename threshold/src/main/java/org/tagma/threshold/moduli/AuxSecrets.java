package org.tagma.threshold.moduli;

import java.security.SecureRandom;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.paillier.RingPedersenKey;

/**
 * What one keeper knows beside its public parameters.
 *
 * @param key the factors of N
 * @param ringPedersen the factors of Nhat, and lambda
 */
public record AuxSecrets(PaillierKey key, RingPedersenKey ringPedersen) implements AutoCloseable {
  /**
   * Fresh ones: seconds for {@link ParameterSet#P112}, longer for {@link ParameterSet#P128}.
   *
   * @param progress told of each candidate prime; may throw to end the search
   */
  public static AuxSecrets generate(
      ParameterSet set, SecureRandom random, PrimeSearch.Progress progress) {
    return new AuxSecrets(
        PaillierKey.generate(set, random, progress),
        RingPedersenKey.generate(set, random, progress));
  }

  /** What all may know. */
  public AuxParameters parameters() {
    return new AuxParameters(key.publicKey(), ringPedersen.parameters());
  }

  /** Lets go of the secrets. */
  @Override
  public void close() {
    key.destroy();
    ringPedersen.destroy();
  }

  @Override
  public String toString() {
    return "AuxSecrets[redacted]";
  }
}
