package org.tagma.threshold.proof.dleq;

import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Challenge;
import org.tagma.threshold.transcript.ProofContext;
import org.tagma.threshold.transcript.Tlv;

/**
 * Pi_dleq with B1 = G: the prover knows one x in X1 = xG and X2 = x B2 ({@code spec/protocols.md}
 * 1.4 and 9, item 6).
 *
 * @param a1 A1 = kG
 * @param a2 A2 = k B2
 * @param response z = k + ex
 */
public record DleqProof(Point a1, Point a2, Scalar response) {
  /** Checks that all parts are of one curve. */
  public DleqProof {
    if (a1.curve() != a2.curve() || a1.curve() != response.curve()) {
      throw new IllegalArgumentException("a proof over two curves");
    }
  }

  /**
   * Proves that {@code x1} and {@code x2} have the same discrete logarithm {@code x}.
   *
   * @param b2 the second base
   * @param nonce k, fresh and uniform; used up and destroyed here, since a second proof with it
   *     would reveal x
   */
  public static DleqProof prove(
      ProofContext context, Point b2, SecretScalar x, Point x1, Point x2, SecretScalar nonce) {
    Point a1 = nonce.timesGenerator();
    Point a2 = nonce.times(b2);
    Scalar e = challenge(context, b2, x1, x2, a1, a2);
    try (nonce;
        SecretScalar masked = x.times(e);
        SecretScalar response = nonce.plus(masked)) {
      return new DleqProof(a1, a2, response.disclose());
    }
  }

  /** Whether this proves that {@code x1} over G and {@code x2} over {@code b2} are one number. */
  public boolean verify(ProofContext context, Point b2, Point x1, Point x2) {
    if (b2.isIdentity()
        || x1.isIdentity()
        || x2.isIdentity()
        || a1.isIdentity()
        || a2.isIdentity()) {
      return false; // none of them can be encoded, so none was ever sent
    }
    Curve curve = b2.curve();
    Scalar minusE = challenge(context, b2, x1, x2, a1, a2).negate();
    // zG = A1 + e X1 and z B2 = A2 + e X2
    return curve.multiplyAdd(response, curve.generator(), minusE, x1).minus(a1).isIdentity()
        && curve.multiplyAdd(response, b2, minusE, x2).minus(a2).isIdentity();
  }

  private static Scalar challenge(
      ProofContext context, Point b2, Point x1, Point x2, Point a1, Point a2) {
    Curve curve = b2.curve();
    return Challenge.of(
            "dleq",
            context,
            Tlv.of().point(curve.generator()).point(b2).point(x1).point(x2),
            Tlv.of().point(a1).point(a2))
        .scalar(curve);
  }
}
