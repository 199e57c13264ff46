package org.tagma.threshold.ecies;

import java.util.Optional;
import org.tagma.threshold.group.Point;

/**
 * What t keepers together have found for one ciphertext: whoever holds it and the ciphertext can
 * open that one, and no other.
 */
public final class Decryption {
  private final Decrypting decrypting;
  private final Point sharedPoint;

  Decryption(Decrypting decrypting, Point sharedPoint) {
    this.decrypting = decrypting;
    this.sharedPoint = sharedPoint;
  }

  /**
   * The plaintext; empty when whoever made the ciphertext spoiled it: nobody is to blame then.
   *
   * @throws IllegalArgumentException for another ciphertext than the one the keepers were asked for
   */
  public Optional<byte[]> open(Ciphertext ciphertext) {
    CiphertextHeader header = decrypting.header();
    if (!ciphertext.header().equals(header)) {
      throw new IllegalArgumentException("another ciphertext");
    }
    EncryptionKey key = EncryptionKey.of(decrypting.certificate());
    try (KeySchedule keys =
        KeySchedule.of(
            header.suite(),
            header.keyId(),
            key.tweaked(decrypting.associated()),
            header.u(),
            header.proof().map(CiphertextProof::uh),
            sharedPoint)) {
      return keys.open(
          ciphertext.keyCommitment(),
          ciphertext.body(),
          decrypting.associated().hash(header.keyId()));
    }
  }

  /** Whether the key decrypts nothing but ciphertexts with a proof. */
  public boolean isCcaSafe() {
    return decrypting.certificate().usage().isCcaSafe();
  }

  @Override
  public String toString() {
    return "Decryption[redacted]";
  }
}
