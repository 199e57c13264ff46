package org.tagma.protocols.operation;

import java.util.Objects;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.ecies.AssociatedData;

/**
 * A request to encrypt, already validated.
 *
 * @param keyId the key to encrypt for
 * @param algorithm the cipher of the body
 * @param plaintext at most {@link org.tagma.threshold.ecies.Ciphertext#MAX_PLAINTEXT} bytes; a
 *     secret, which whoever made the request erases
 * @param associated what whoever decrypts has to name again
 */
public record EncryptPlaintext(
    String keyId, Aead algorithm, byte[] plaintext, AssociatedData associated) {

  public EncryptPlaintext {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(plaintext, "plaintext");
    Objects.requireNonNull(associated, "associated");
  }

  @Override
  public String toString() {
    return "EncryptPlaintext[keyId=" + keyId + ", redacted]";
  }
}
