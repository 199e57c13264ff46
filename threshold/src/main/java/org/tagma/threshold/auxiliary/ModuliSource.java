package org.tagma.threshold.auxiliary;

import java.security.SecureRandom;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;

/**
 * Where a keeper's new moduli come from. Looking for their primes takes longer than a round may, so
 * a server keeps some that it made in the background.
 */
@FunctionalInterface
public interface ModuliSource {
  /** Makes them when they are asked for. */
  ModuliSource FRESH =
      (keeper, set, random) -> AuxSecrets.generate(set, random, PrimeSearch.Progress.NONE);

  /** Moduli that nobody has had before: the caller's to destroy. */
  AuxSecrets take(int keeper, ParameterSet set, SecureRandom random);
}
