package org.tagma.threshold.auxiliary;

import java.security.SecureRandom;
import org.tagma.threshold.moduli.AuxSecrets;
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

  /** For those who judge a set-up, and take no part in one. */
  ModuliSource NONE =
      (keeper, set, random) -> {
        throw new IllegalStateException("no moduli are made here");
      };

  /** Moduli that nobody has had before: the caller's to destroy. */
  AuxSecrets take(int keeper, ParameterSet set, SecureRandom random);
}
