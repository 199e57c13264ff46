package org.tagma.protocols.keeper;

/** The state of this keeper's seal, as GET /system/status shows it. */
public enum SealState {
  /** There is no data key yet. */
  UNINITIALIZED,
  /** The data key is wrapped: shares cannot be read. */
  SEALED,
  /** The data key is in memory. */
  UNSEALED
}
