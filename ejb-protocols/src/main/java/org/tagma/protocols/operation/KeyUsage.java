package org.tagma.protocols.operation;

/** What a key may ever be used for; certified with the key, and one key never does both. */
public enum KeyUsage {
  SIGN,
  DECRYPT
}
