package org.tagma.threshold.proof.schnorr;

import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_sch: the prover knows x in X = xG ({@code spec/protocols.md} 1.4 and 9, item 6).
 *
 * @param commitment A = kG
 * @param response z = k + ex
 */
public record SchnorrProof(Point commitment, Scalar response) {
  /** Checks that both parts are of one curve. */
  public SchnorrProof {
    if (commitment.curve() != response.curve()) {
      throw new IllegalArgumentException("a proof over two curves");
    }
  }

  /**
   * Proves knowledge of {@code x}.
   *
   * @param publicKey X = xG
   * @param nonce k, fresh and uniform; used up and destroyed here, since a second proof with it
   *     would reveal x
   */
  public static SchnorrProof prove(
      ProofContext context, SecretScalar x, Point publicKey, SecretScalar nonce) {
    Point commitment = nonce.timesGenerator();
    Scalar e = challenge(context, publicKey, commitment);
    try (nonce;
        SecretScalar masked = x.times(e);
        SecretScalar response = nonce.plus(masked)) {
      return new SchnorrProof(commitment, response.disclose());
    }
  }

  /** Whether this proves knowledge of the discrete logarithm of {@code publicKey}. */
  public boolean verify(ProofContext context, Point publicKey) {
    if (publicKey.isIdentity() || commitment.isIdentity()) {
      return false; // neither can be encoded, so neither was ever sent
    }
    Curve curve = publicKey.curve();
    Scalar e = challenge(context, publicKey, commitment);
    // zG = A + eX
    return commitment.equals(curve.multiplyAdd(response, curve.generator(), e.negate(), publicKey));
  }

  private static Scalar challenge(ProofContext context, Point publicKey, Point commitment) {
    Curve curve = publicKey.curve();
    return Challenge.of(
            "sch",
            context,
            Tlv.of().point(curve.generator()).point(publicKey),
            Tlv.of().point(commitment))
        .scalar(curve);
  }
}
