package org.tagma.threshold.gg20;

import javax.security.auth.Destroyable;
import org.tagma.threshold.proof.pedersen.PedersenWitness;
import org.tagma.threshold.secret.SecretScalar;

/**
 * A signer's part of the key times the nonce, and what hides it in its commitment.
 *
 * @param value sigma_i
 * @param hiding l_i
 */
record KeyPart(SecretScalar value, SecretScalar hiding) implements Destroyable {
  /** What opens T_i = sigma_i G + l_i H. */
  PedersenWitness witness() {
    return new PedersenWitness(value, hiding);
  }

  @Override
  public void destroy() {
    value.destroy();
    hiding.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return value.isDestroyed();
  }

  @Override
  public String toString() {
    return "KeyPart[redacted]";
  }
}
