package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.threshold.cipher.Aead;

/**
 * A request to decrypt, already validated. Tweak, label and aad stay in the request as received,
 * from which every keeper reads them itself.
 *
 * @param keyId the key to decrypt with
 * @param algorithm empty when it is left to the ciphertext
 * @param ciphertext as it was sent; whether it is one is still to be seen
 * @param generation empty when it is left to the ciphertext
 */
public record DecryptCiphertext(
    String keyId, Optional<Aead> algorithm, byte[] ciphertext, OptionalInt generation) {

  public DecryptCiphertext {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(ciphertext, "ciphertext");
    Objects.requireNonNull(generation, "generation");
  }
}
