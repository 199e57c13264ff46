package org.tagma.threshold.cipher;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a 12-byte nonce and a 16-byte tag (NIST SP 800-38D). */
public final class AesGcm {
  /** Bytes of a key. */
  public static final int KEY = 32;

  /** Bytes of a nonce. */
  public static final int NONCE = 12;

  /** Bytes of a tag. */
  public static final int TAG = 16;

  private AesGcm() {}

  /**
   * The ciphertext followed by its tag.
   *
   * @param nonce never used with this key before
   */
  public static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] aad) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, aad).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** The plaintext; empty when the tag is wrong. */
  public static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] ciphertext, byte[] aad) {
    if (ciphertext.length < TAG) {
      return Optional.empty();
    }
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, aad).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    if (key.length != KEY || nonce.length != NONCE) {
      throw new IllegalArgumentException("a key of 32 bytes and a nonce of 12");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(aad);
    return cipher;
  }
}
