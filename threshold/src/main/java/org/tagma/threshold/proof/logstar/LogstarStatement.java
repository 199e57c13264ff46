package org.tagma.threshold.proof.logstar;

import java.math.BigInteger;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.paillier.PaillierPublicKey;
import org.tagma.threshold.paillier.RingPedersen;
import org.tagma.threshold.transcript.Tlv;

/**
 * The plaintext of a ciphertext is in range, and the logarithm of a point.
 *
 * @param key N0, the prover's
 * @param ciphertext C = enc(x; rho)
 * @param point X = xB
 * @param base B, any point
 * @param verifier the verifier's ring-Pedersen parameters
 */
public record LogstarStatement(
    PaillierPublicKey key, BigInteger ciphertext, Point point, Point base, RingPedersen verifier) {
  Tlv toTlv() {
    return Tlv.of()
        .integer(key.modulus())
        .integer(ciphertext)
        .point(point)
        .point(base)
        .integer(verifier.modulus())
        .integer(verifier.s())
        .integer(verifier.t());
  }
}
