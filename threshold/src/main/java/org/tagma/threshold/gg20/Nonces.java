package org.tagma.threshold.gg20;

import java.math.BigInteger;
import javax.security.auth.Destroyable;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;

/**
 * What a signer draws in the first round, for one signature and nothing else; kept in memory only.
 */
final class Nonces implements Destroyable {
  private static final int OPENING_LENGTH = 32;

  private final SecretScalar nonce;
  private final SecretScalar blinding;
  private BigInteger nonceRandomness;
  private BigInteger blindingRandomness;
  private final Bytes opening;

  /**
   * Takes over the secrets.
   *
   * @param nonce k_i
   * @param nonceRandomness rho_i, in K_i
   * @param blinding gamma_i
   * @param blindingRandomness nu_i, in G_i
   * @param opening u_i, 32 bytes
   */
  Nonces(
      SecretScalar nonce,
      BigInteger nonceRandomness,
      SecretScalar blinding,
      BigInteger blindingRandomness,
      Bytes opening) {
    this.nonce = nonce;
    this.nonceRandomness = nonceRandomness;
    this.blinding = blinding;
    this.blindingRandomness = blindingRandomness;
    this.opening = opening;
  }

  static Nonces random(Signer signer) {
    byte[] opening = new byte[OPENING_LENGTH];
    signer.random().nextBytes(opening);
    return new Nonces(
        SecretScalar.random(signer.curve(), signer.random()),
        signer.paillier().randomUnit(signer.random()),
        SecretScalar.random(signer.curve(), signer.random()),
        signer.paillier().randomUnit(signer.random()),
        Bytes.of(opening));
  }

  SecretScalar nonce() {
    return nonce;
  }

  SecretScalar blinding() {
    return blinding;
  }

  BigInteger nonceRandomness() {
    return alive(nonceRandomness);
  }

  BigInteger blindingRandomness() {
    return alive(blindingRandomness);
  }

  Bytes opening() {
    return opening;
  }

  private static BigInteger alive(BigInteger secret) {
    if (secret == null) {
      throw new IllegalStateException("the nonces have been destroyed");
    }
    return secret;
  }

  @Override
  public void destroy() {
    nonce.destroy();
    blinding.destroy();
    nonceRandomness = null;
    blindingRandomness = null;
  }

  @Override
  public boolean isDestroyed() {
    return nonce.isDestroyed();
  }

  @Override
  public String toString() {
    return "Nonces[redacted]";
  }
}
