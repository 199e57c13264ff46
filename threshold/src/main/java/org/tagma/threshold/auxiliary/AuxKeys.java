package org.tagma.threshold.auxiliary;

import javax.security.auth.Destroyable;
import org.tagma.threshold.paillier.PaillierKey;
import org.tagma.threshold.paillier.RingPedersenKey;

/**
 * The secrets behind one keeper's moduli.
 *
 * @param paillier the factors of N_i
 * @param pedersen the factors of Nhat_i, and lambda_i
 */
public record AuxKeys(PaillierKey paillier, RingPedersenKey pedersen)
    implements Destroyable, AutoCloseable {
  /** Whether these are the secrets behind {@code keeper}'s moduli. */
  public boolean fit(AuxBundle bundle, int keeper) {
    return bundle.paillier(keeper).equals(paillier) && bundle.pedersen(keeper).equals(pedersen);
  }

  @Override
  public void destroy() {
    paillier.destroy();
    pedersen.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return paillier.isDestroyed();
  }

  /** The same as {@link #destroy()}. */
  @Override
  public void close() {
    destroy();
  }
}
