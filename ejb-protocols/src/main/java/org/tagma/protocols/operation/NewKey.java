package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.tagma.threshold.key.KeyPolicy;
import org.tagma.threshold.key.KeyUsage;

/**
 * A request for a generation of a key, already validated.
 *
 * @param keyId the id of the key
 * @param curve the curve by its API name, such as {@code SECP256K1}
 * @param usage what the key may be used for; empty for SIGN, or for what it is used already
 * @param policy until when it may be used; empty for always, and where the old one's stays
 * @param assetOwner who the key belongs to, in the client's terms; null when not given
 * @param threshold how many holders sign or decrypt after a resharing; empty for as many as before
 * @param members the numbers of the holders after a resharing; empty for those of before
 */
public record NewKey(
    String keyId,
    String curve,
    GenerationMode mode,
    Optional<KeyUsage> usage,
    Optional<KeyPolicy> policy,
    String assetOwner,
    OptionalInt threshold,
    Optional<SortedSet<Integer>> members) {
  /** A request that leaves threshold and holders as they are, or to the cluster. */
  public NewKey(
      String keyId,
      String curve,
      GenerationMode mode,
      Optional<KeyUsage> usage,
      Optional<KeyPolicy> policy,
      String assetOwner) {
    this(keyId, curve, mode, usage, policy, assetOwner, OptionalInt.empty(), Optional.empty());
  }

  public NewKey {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(threshold, "threshold");
    Objects.requireNonNull(members, "members");
    Objects.requireNonNull(policy, "policy");
  }
}
