package org.tagma.threshold.key;

/** What a key is certified for; one key never does both. */
public enum KeyUsage {
  SIGN,
  DECRYPT
}
