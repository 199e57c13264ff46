package org.tagma.protocols.operation;

import java.util.Objects;
import org.tagma.threshold.key.KeyUsage;

/**
 * A request to generate a new key, already validated.
 *
 * @param keyId the id of the new key
 * @param curve the curve by its API name, such as {@code SECP256K1}
 * @param usage what the key may be used for
 * @param assetOwner who the key belongs to, in the client's terms; null when not given
 */
public record CreateKey(String keyId, String curve, KeyUsage usage, String assetOwner) {

  public CreateKey {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(usage, "usage");
  }
}
