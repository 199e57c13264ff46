package org.tagma.protocols.keeper;

/**
 * Whether the keys of this keeper can be used.
 *
 * @param sealedBy what seals it, the name of a {@link SealKind}; null when uninitialized
 * @param state whether it is initialized, and unsealed
 * @param progress how many unseal shares are in, from 0; 0 again once it is unsealed
 * @param wrongShares how many wrong unseal shares were brought since the keeper started
 */
public record SealStatus(String sealedBy, State state, int progress, long wrongShares) {

  /** The states of a seal. */
  public enum State {
    UNINITIALIZED,
    SEALED,
    UNSEALED
  }
}
