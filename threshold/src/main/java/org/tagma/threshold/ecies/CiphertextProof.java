package org.tagma.threshold.ecies;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;

/**
 * That the sender knows r in u = rG, for this very body and associated data: the proof of TDH2
 * (spec/protocols.md 3.2). Without r nobody can put u under another body or label.
 *
 * @param uh r times Ghat
 * @param e the challenge
 * @param f the response, s + re
 */
public record CiphertextProof(Point uh, Scalar e, Scalar f) {
  /** What the proof is about: the body as SHA-256(kc | c), and L. */
  record Statement(Point tweakedKey, Point ghat, Bytes bodyHash, Bytes associatedHash) {}

  /** Proves knowledge of {@code r} in u and uh; {@code s} is used up here. */
  static CiphertextProof prove(
      EciesSuite suite, Statement statement, Point u, Point uh, SecretScalar r, SecretScalar s) {
    Point w = s.timesGenerator();
    Point wh = s.times(statement.ghat());
    Scalar e = challenge(suite, statement, u, uh, w, wh);
    try (s;
        SecretScalar masked = r.times(e);
        SecretScalar response = s.plus(masked)) {
      return new CiphertextProof(uh, e, response.disclose());
    }
  }

  /** Whether w = fG - eu and wh = f Ghat - e uh lead to the challenge e. */
  boolean verify(EciesSuite suite, Statement statement, Point u) {
    Curve curve = suite.curve();
    Scalar minusE = e.negate();
    Point w = curve.multiplyAdd(f, curve.generator(), minusE, u);
    Point wh = curve.multiplyAdd(f, statement.ghat(), minusE, uh);
    // the identity cannot be encoded, so nobody has hashed it
    return !w.isIdentity()
        && !wh.isIdentity()
        && e.equals(challenge(suite, statement, u, uh, w, wh));
  }

  private static Scalar challenge(
      EciesSuite suite, Statement statement, Point u, Point uh, Point w, Point wh) {
    byte[] transcript =
        Tlv.of()
            .text("tecies-ct")
            .text(suite.name())
            .point(statement.tweakedKey())
            .point(u)
            .point(uh)
            .point(w)
            .point(wh)
            .bytes(statement.bodyHash())
            .bytes(statement.associatedHash())
            .encode();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(transcript);
      return suite.curve().reduce(new BigInteger(1, hash)); // H_q
    } catch (NoSuchAlgorithmException x) {
      throw new IllegalStateException("every JDK has SHA-512", x);
    }
  }
}
