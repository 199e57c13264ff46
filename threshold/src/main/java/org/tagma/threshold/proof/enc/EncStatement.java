package org.tagma.threshold.proof.enc;

import java.math.BigInteger;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Tlv;

/**
 * The plaintext of a ciphertext is in range.
 *
 * @param key N0, the prover's
 * @param ciphertext K
 * @param verifier the verifier's ring-Pedersen parameters
 */
public record EncStatement(PaillierPublicKey key, BigInteger ciphertext, RingPedersen verifier) {
  Tlv toTlv() {
    return Tlv.of()
        .integer(key.modulus())
        .integer(ciphertext)
        .integer(verifier.modulus())
        .integer(verifier.s())
        .integer(verifier.t());
  }
}
