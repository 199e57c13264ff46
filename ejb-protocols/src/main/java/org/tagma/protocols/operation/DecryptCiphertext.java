package org.tagma.protocols.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.cipher.Aead;
import org.tagma.threshold.ecies.Ciphertext;
import org.tagma.threshold.group.DecodingException;

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

  /** The ciphertext; INVALID_CIPHERTEXT when it has not the form of one. */
  public Ciphertext decoded() throws OperationFailed {
    try {
      return Ciphertext.decode(ciphertext);
    } catch (DecodingException e) {
      throw new OperationFailed(
          ErrorType.INVALID_CIPHERTEXT, "ciphertext64: it has not the form of a ciphertext");
    }
  }
}
