package org.tagma.threshold.round;

import java.security.SecureRandom;
import java.util.Optional;
import org.tagma.threshold.key.KeyShare;
import org.tagma.threshold.moduli.AuxSecrets;

/**
 * What a keeper brings into a session.
 *
 * @param keeper its number
 * @param share its share of the key; empty while the key is being made
 * @param auxSecrets the factors of its moduli; empty in a protocol that needs none
 * @param random for nonces and polynomials
 */
public record Local(
    int keeper, Optional<KeyShare> share, Optional<AuxSecrets> auxSecrets, SecureRandom random) {
  /** What a keeper brings into a session without moduli. */
  public Local(int keeper, Optional<KeyShare> share, SecureRandom random) {
    this(keeper, share, Optional.empty(), random);
  }
}
