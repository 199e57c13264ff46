package org.tagma.persistence.moduli;

/**
 * An epoch that this keeper is about to certify.
 *
 * @param epoch its number, from 1
 * @param set the parameter set, such as {@code p128}
 * @param bundleHash auxBundleHash, base64url
 * @param certificate JSON: the bundle, without signatures
 * @param encryptedSecrets this keeper's own, encrypted
 */
public record NewEpoch(
    int epoch, String set, String bundleHash, String certificate, byte[] encryptedSecrets) {
  @Override
  public String toString() {
    return "NewEpoch[" + epoch + "]";
  }
}
