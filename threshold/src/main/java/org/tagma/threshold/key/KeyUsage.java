package org.tagma.threshold.key;

import org.tagma.threshold.group.Curve;

/** What a key is certified for; one key never signs and decrypts. */
public enum KeyUsage {
  SIGN,
  /** Decrypts ciphertexts that prove that their sender knows what is in them. */
  DECRYPT,
  /**
   * Decrypts ciphertexts without such a proof, too: asked for key by key, since whoever may decrypt
   * anything under it may decrypt everything under it (spec/protocols.md 3.5).
   */
  DECRYPT_PLAIN;

  /** Whether the key decrypts at all. */
  public boolean decrypts() {
    return this != SIGN;
  }

  /** Whether a key on {@code curve} can be certified for this: on Ed25519 keys only sign. */
  public boolean allows(Curve curve) {
    return !decrypts() || !curve.apiName().equals("ED25519");
  }

  /** Whether a caller who may decrypt some ciphertexts learns nothing about others. */
  public boolean isCcaSafe() {
    return this != DECRYPT_PLAIN;
  }
}
