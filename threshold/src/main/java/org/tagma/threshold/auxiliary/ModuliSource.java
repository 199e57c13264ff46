package org.tagma.threshold.auxiliary;

import java.security.SecureRandom;
import java.util.Optional;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.ParameterSet;
import org.tagma.threshold.paillier.PrimeSearch;
import org.tagma.threshold.verdict.RefusalReason;

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

  /** Why none of this size can be had now: BUSY while they are made, POLICY for another size. */
  default Optional<RefusalReason> objection(ParameterSet set) {
    return Optional.empty();
  }

  /**
   * Moduli that no certified epoch has: the caller's to destroy. A set-up that fails before its
   * keeper has certified them may leave the same ones to the next.
   */
  AuxSecrets take(int keeper, ParameterSet set, SecureRandom random);
}
