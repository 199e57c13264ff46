package org.tagma.threshold.gg20;

import java.util.Optional;
import org.tagma.threshold.moduli.AuxBundle;
import org.tagma.threshold.moduli.AuxSecrets;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;

/**
 * Everybody's moduli, as one keeper works with them: its own with their factors, since that is
 * faster.
 *
 * @param owner the keeper; 0 for who works with public moduli only
 */
record Moduli(AuxBundle bundle, int owner, Optional<AuxSecrets> own) {
  static Moduli known(AuxBundle bundle) {
    return new Moduli(bundle, 0, Optional.empty());
  }

  /** N_i. */
  PaillierPublicKey paillier(int keeper) {
    return keeper == owner ? own.orElseThrow().key() : bundle.of(keeper).key();
  }

  /** Nhat_i, s_i and t_i. */
  RingPedersen pedersen(int keeper) {
    return keeper == owner ? own.orElseThrow().ringPedersen() : bundle.of(keeper).ringPedersen();
  }
}
