package org.tagma.threshold.importing;

import javax.security.auth.Destroyable;
import org.tagma.threshold.frost.Nonces;
import org.tagma.threshold.sharing.Receiver;

/**
 * What a keeper draws for a run and remembers until it has signed.
 *
 * @param receiver opens its share
 * @param nonces for the test signature, and for nothing else
 */
record Drawn(Receiver receiver, Nonces nonces) implements Destroyable {
  @Override
  public void destroy() {
    receiver.destroy();
    nonces.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return nonces.isDestroyed();
  }

  @Override
  public String toString() {
    return "Drawn[redacted]";
  }
}
