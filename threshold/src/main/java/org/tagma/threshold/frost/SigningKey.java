package org.tagma.threshold.frost;

import java.math.BigInteger;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.secret.SecretScalar;
import org.tagma.threshold.transcript.TaggedHash;

/**
 * The key that a request signs for, and how it follows from the certified key X: P = X + tau G,
 * then for BIP-340 the one of P and -P with even y, then for Taproot the output key Q
 * (spec/protocols.md 2.3, and 9, items 13 to 15).
 *
 * @param publicKey what the signature verifies under
 * @param tweak tau, zero without a tweak
 * @param tweakPoint tau G
 * @param sign e_Q e_P, which every share is multiplied by: 1, or -1 where a parity was odd
 * @param offset e_Q t, which is in no share: the aggregate adds c times it, once
 */
public record SigningKey(
    Point publicKey, Scalar tweak, Point tweakPoint, Scalar sign, Scalar offset) {

  /**
   * The key for a tweak and a context.
   *
   * @throws ArithmeticException when the tweak or the Taproot tweak gives no key, which happens
   *     with probability 2^-128
   */
  public static SigningKey of(Point certified, Scalar tweak, Optional<SigningContext> context) {
    Curve curve = certified.curve();
    Point tweakPoint = tweak.isZero() ? curve.identity() : curve.generator().times(tweak);
    Point tweaked = existing(tweak.isZero() ? certified : certified.plus(tweakPoint));
    SigningKey key = new SigningKey(tweaked, tweak, tweakPoint, curve.scalar(1), curve.scalar(0));
    if (context.isEmpty()) {
      return key;
    }
    SigningKey even = key.even();
    return context.get().kind() == SigningContext.Kind.TAPROOT
        ? even.outputKey(context.get().merkleRoot().toArray())
        : even;
  }

  private static Point existing(Point key) {
    if (key.isIdentity()) {
      throw new ArithmeticException("the tweaked key is the identity");
    }
    return key;
  }

  /** The same key, or its negative, so that y is even. */
  private SigningKey even() {
    return FrostSuite.BIP340.flips(publicKey)
        ? new SigningKey(publicKey.negate(), tweak, tweakPoint, sign.negate(), offset.negate())
        : this;
  }

  /** Q = P + tG with t = H_TapTweak(x(P) | root), even again (BIP-341). */
  private SigningKey outputKey(byte[] merkleRoot) {
    Curve curve = publicKey.curve();
    byte[] x = FrostSuite.xOnly(publicKey.encode());
    BigInteger t = FrostSuite.bigEndian(TaggedHash.of("TapTweak", x, merkleRoot));
    if (t.compareTo(curve.order()) >= 0) {
      throw new ArithmeticException("the Taproot tweak is not below the order");
    }
    Scalar output = curve.scalar(t);
    Point key = existing(publicKey.plus(curve.generator().times(output)));
    return new SigningKey(key, tweak, tweakPoint, sign, output).even();
  }

  /** The public share that a keeper's signature share is checked against: sign (X_i + tau G). */
  public Point publicShare(Point certifiedShare) {
    Point tweaked = tweak.isZero() ? certifiedShare : certifiedShare.plus(tweakPoint);
    return isNegated() ? tweaked.negate() : tweaked;
  }

  /** The secret share that a keeper signs with, sign (x_i + tau): a new secret. */
  public SecretScalar share(SecretScalar share) {
    try (SecretScalar tau = SecretScalar.of(tweak);
        SecretScalar tweaked = share.plus(tau)) {
      return tweaked.times(sign);
    }
  }

  private boolean isNegated() {
    return !sign.equals(sign.curve().scalar(1));
  }
}
