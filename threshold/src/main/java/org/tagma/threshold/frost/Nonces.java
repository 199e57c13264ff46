package org.tagma.threshold.frost;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.SecretScalar;

/** One pair of nonces, for one signature share and nothing else; kept in memory only. */
public final class Nonces implements Destroyable {
  private static final int RANDOM_BYTES = 32;

  private final SecretScalar hiding; // d_i
  private final SecretScalar binding; // e_i

  private Nonces(SecretScalar hiding, SecretScalar binding) {
    this.hiding = hiding;
    this.binding = binding;
  }

  /** Fresh nonces for a share that does not exist yet: there is nothing to hedge them with. */
  public static Nonces fresh(Curve curve, SecureRandom random) {
    return new Nonces(SecretScalar.random(curve, random), SecretScalar.random(curve, random));
  }

  /** Fresh nonces, hedged with the share (RFC 9591 section 4.1). */
  static Nonces generate(FrostSuite suite, SecretScalar share, SecureRandom random) {
    return of(suite, share, random(random), random(random));
  }

  /** Nonces from given random bytes; erases them. */
  static Nonces of(
      FrostSuite suite, SecretScalar share, byte[] hidingRandom, byte[] bindingRandom) {
    byte[] secret = share.encode();
    try {
      return new Nonces(
          SecretScalar.of(suite.nonce(hidingRandom, secret)),
          SecretScalar.of(suite.nonce(bindingRandom, secret)));
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(hidingRandom, (byte) 0);
      Arrays.fill(bindingRandom, (byte) 0);
    }
  }

  /** D_i. */
  public Point hidingCommitment() {
    return hiding.timesGenerator();
  }

  /** E_i. */
  public Point bindingCommitment() {
    return binding.timesGenerator();
  }

  /**
   * z_i = e_R (d_i + e_i rho_i) + lambda_i x_i c (RFC 9591 section 5.2; spec/protocols.md 2.3);
   * erases the nonces.
   *
   * @param secretShare x_i as {@link SigningKey#share} gives it
   */
  public Scalar share(SecretScalar secretShare, int signer, SigningPackage signing) {
    Scalar weight = signing.lagrange().get(signer).times(signing.challenge());
    try (SecretScalar bound = binding.times(signing.bindingFactors().get(signer));
        SecretScalar nonce = hiding.plus(bound);
        SecretScalar signed = nonce.times(signing.sign());
        SecretScalar weighted = secretShare.times(weight);
        SecretScalar share = signed.plus(weighted)) {
      return share.disclose();
    } finally {
      destroy();
    }
  }

  @Override
  public void destroy() {
    hiding.destroy();
    binding.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return hiding.isDestroyed() && binding.isDestroyed();
  }

  @Override
  public String toString() {
    return "Nonces[redacted]";
  }

  private static byte[] random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
