package org.tagma.protocols.keeper;

/** What opens the seal of a keeper, {@code tagma.seal.kind}. */
public enum SealKind {
  /** Automatic: a key in a file, for the local cluster. */
  KEY_FILE,
  /** Automatic: an entry of a PKCS#12 key store (RFC 7292). */
  PKCS12,
  /** Automatic: a key in a token (PKCS #11). */
  PKCS11,
  /** People who each keep a share. */
  SHAMIR;

  /** Whether the keeper opens this seal by itself. */
  boolean isAutomatic() {
    return this != SHAMIR;
  }
}
