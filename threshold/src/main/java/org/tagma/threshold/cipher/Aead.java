package org.tagma.threshold.cipher;

import java.util.Optional;

/**
 * The authenticated ciphers that a client can choose, under the API's names: a key of {@link
 * AesGcm#KEY} bytes, a nonce of {@link AesGcm#NONCE}, a tag of {@link AesGcm#TAG}.
 */
public enum Aead {
  AES_GCM("aes256gcm"),
  CHACHA20_POLY1305("chacha20poly1305");

  private final String label;

  Aead(String label) {
    this.label = label;
  }

  /** The name inside a suite. */
  public String label() {
    return label;
  }

  /**
   * The ciphertext followed by its tag.
   *
   * @param nonce never used with this key before
   */
  public byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] aad) {
    return this == AES_GCM
        ? AesGcm.seal(key, nonce, plaintext, aad)
        : ChaCha20Poly1305.seal(key, nonce, plaintext, aad);
  }

  /** The plaintext; empty when the tag is wrong. */
  public Optional<byte[]> open(byte[] key, byte[] nonce, byte[] ciphertext, byte[] aad) {
    return this == AES_GCM
        ? AesGcm.open(key, nonce, ciphertext, aad)
        : ChaCha20Poly1305.open(key, nonce, ciphertext, aad);
  }
}
