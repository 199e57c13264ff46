package org.tagma.persistence.moduli;

/**
 * An epoch that this keeper has certified.
 *
 * @param certificate JSON: with the signatures of all keepers, unless PENDING
 * @param encryptedSecrets empty once they are erased
 */
public record StoredEpoch(
    int epoch,
    String set,
    EpochState state,
    String bundleHash,
    String certificate,
    byte[] encryptedSecrets) {
  @Override
  public String toString() {
    return "StoredEpoch[" + epoch + ", " + state + "]";
  }
}
