package org.tagma.persistence.keys;

import java.util.Optional;

/**
 * A generation as it is stored.
 *
 * @param condemned whether this keeper has signed that it never uses it again
 * @param encryptedShare this keeper's share under the data key; empty once it is destroyed
 * @param assetOwner who it belongs to, as the certificate says
 * @param createdAt epoch milliseconds
 * @param updatedAt epoch milliseconds
 */
public record StoredGeneration(
    String keyId,
    String curve,
    String usage,
    int generation,
    GenerationState state,
    boolean condemned,
    String sid,
    String certificate,
    String certHash,
    byte[] encryptedShare,
    Optional<String> assetOwner,
    long createdAt,
    long updatedAt) {

  public StoredGeneration {
    encryptedShare = encryptedShare.clone();
  }

  @Override
  public byte[] encryptedShare() {
    return encryptedShare.clone();
  }
}
