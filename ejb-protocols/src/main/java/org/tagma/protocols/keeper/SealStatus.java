package org.tagma.protocols.keeper;

/**
 * Whether the keys of this keeper can be used.
 *
 * @param sealedBy what seals it, {@code KEY_FILE} for the automatic seal of a key file; null when
 *     uninitialized
 * @param state whether it is initialized, and unsealed
 * @param progress how many unseal shares are in, from 0
 */
public record SealStatus(String sealedBy, State state, int progress) {

  /** The states of a seal. */
  public enum State {
    UNINITIALIZED,
    SEALED,
    UNSEALED
  }
}
