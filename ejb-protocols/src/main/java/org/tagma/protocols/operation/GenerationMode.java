package org.tagma.protocols.operation;

import org.tagma.protocols.access.Permissions;

/** Why a generation of a key is made. */
public enum GenerationMode {
  /** A new key. */
  CREATE,
  /** A new key under an old name: what the old one signed and encrypted stays good. */
  ROTATE,
  /** The old key in new shares. */
  REFRESH,
  /** The old key for another threshold, or in other hands. */
  RESHARE;

  /** What a caller needs: {@code tagma.dkg.create} and the like. */
  public String permission() {
    return Permissions.generation(name());
  }
}
