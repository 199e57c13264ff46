package org.tagma.threshold.key;

/** Where a key comes from that its keepers did not make. */
public enum KeyOrigin {
  /** Its private key was given to a keeper, which dealt it: it was whole once. */
  IMPORTED
}
