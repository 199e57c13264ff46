package org.tagma.protocols.keeper;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce: nonce(12) | ciphertext | tag(16). A random
 * nonce is safe for 2^32 messages under one key; a keeper writes a share per key generation.
 */
final class AuthenticatedEncryption {
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private AuthenticatedEncryption() {}

  static byte[] encrypt(SymmetricKey key, byte[] plaintext, byte[] aad) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] result = Arrays.copyOf(nonce, NONCE + plaintext.length + TAG);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, aad)
          .doFinal(plaintext, 0, plaintext.length, result, NONCE);
      return result;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not work here", e);
    }
  }

  /**
   * Opens a ciphertext.
   *
   * @throws AEADBadTagException if key, ciphertext and AAD do not belong together
   */
  static byte[] decrypt(SymmetricKey key, byte[] ciphertext, byte[] aad)
      throws AEADBadTagException {
    if (ciphertext.length < NONCE + TAG) {
      throw new AEADBadTagException("too short");
    }
    byte[] nonce = Arrays.copyOf(ciphertext, NONCE);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, aad)
          .doFinal(ciphertext, NONCE, ciphertext.length - NONCE);
    } catch (AEADBadTagException forged) {
      throw forged;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM does not work here", e);
    }
  }

  private static Cipher cipher(int mode, SymmetricKey key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(aad);
    return cipher;
  }
}
