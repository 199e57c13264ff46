package org.tagma.persistence.keys;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A generation that this keeper is about to certify.
 *
 * @param keyId the key's name
 * @param curve the curve's API name
 * @param usage SIGN or DECRYPT
 * @param generation from 1
 * @param sid the session that made it
 * @param certificate JSON, with this keeper's signature at least
 * @param certHash the hash that all keepers sign
 * @param encryptedShare this keeper's share under the data key; empty where it holds none
 * @param applyNotAfter when it stops to sign or encrypt, epoch milliseconds; empty for never
 * @param processNotAfter when it stops to verify or decrypt; empty for never
 * @param assetOwner who it belongs to, as the certificate says
 */
public record NewGeneration(
    String keyId,
    String curve,
    String usage,
    int generation,
    String sid,
    String certificate,
    String certHash,
    byte[] encryptedShare,
    OptionalLong applyNotAfter,
    OptionalLong processNotAfter,
    Optional<String> assetOwner) {
  /** One that belongs to nobody in particular. */
  public NewGeneration(
      String keyId,
      String curve,
      String usage,
      int generation,
      String sid,
      String certificate,
      String certHash,
      byte[] encryptedShare,
      OptionalLong applyNotAfter,
      OptionalLong processNotAfter) {
    this(
        keyId,
        curve,
        usage,
        generation,
        sid,
        certificate,
        certHash,
        encryptedShare,
        applyNotAfter,
        processNotAfter,
        Optional.empty());
  }

  public NewGeneration {
    Objects.requireNonNull(keyId);
    Objects.requireNonNull(curve);
    Objects.requireNonNull(usage);
    Objects.requireNonNull(sid);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(applyNotAfter);
    Objects.requireNonNull(processNotAfter);
    Objects.requireNonNull(certHash);
    Objects.requireNonNull(assetOwner);
    encryptedShare = encryptedShare.clone();
    if (generation < 1) {
      throw new IllegalArgumentException("generations count from 1");
    }
  }

  @Override
  public byte[] encryptedShare() {
    return encryptedShare.clone();
  }
}
