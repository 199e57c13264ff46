package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;
import org.tagma.threshold.secret.SecretScalar;

/**
 * A request to import a key, already validated.
 *
 * @param usage what the key may be used for; empty for SIGN
 * @param policy until when it may be used; empty for always
 * @param assetOwner who the key belongs to, in the client's terms; empty when not given
 * @param privateKey erased when the request is closed
 */
public record KeyToImport(
    String keyId,
    Curve curve,
    Optional<KeyUsage> usage,
    Optional<KeyPolicy> policy,
    Optional<String> assetOwner,
    SecretScalar privateKey)
    implements AutoCloseable {
  public KeyToImport {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(assetOwner, "assetOwner");
    Objects.requireNonNull(privateKey, "privateKey");
  }

  @Override
  public void close() {
    privateKey.destroy();
  }
}
