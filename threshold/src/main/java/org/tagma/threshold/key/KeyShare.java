package org.tagma.threshold.key;

import java.util.Optional;
import javax.security.auth.Destroyable;
import org.tagma.threshold.secret.SecretScalar;

/**
 * One keeper's share of one generation of a key, checked against the certificate: x_i G = X_i. A
 * damaged share cannot become one (DESIGN section 4: a damaged keeper refuses instead of looking
 * like a liar).
 */
public final class KeyShare implements Destroyable, AutoCloseable {
  private final CertificateContent certificate;
  private final int keeper;
  private final SecretScalar secret;

  private KeyShare(CertificateContent certificate, int keeper, SecretScalar secret) {
    this.certificate = certificate;
    this.keeper = keeper;
    this.secret = secret;
  }

  /**
   * Takes over {@code secret}; empty, and the secret destroyed, when it does not fit the
   * certificate.
   */
  public static Optional<KeyShare> check(
      CertificateContent certificate, int keeper, SecretScalar secret) {
    if (certificate.holders().contains(keeper)
        && secret.timesGenerator().equals(certificate.publicShare(keeper))) {
      return Optional.of(new KeyShare(certificate, keeper, secret));
    }
    secret.destroy();
    return Optional.empty();
  }

  public CertificateContent certificate() {
    return certificate;
  }

  public int keeper() {
    return keeper;
  }

  /** x_i; lives as long as this share. */
  public SecretScalar secret() {
    return secret;
  }

  @Override
  public void destroy() {
    secret.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret.isDestroyed();
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "KeyShare[" + certificate.keyId() + " generation " + certificate.generation() + "]";
  }
}
