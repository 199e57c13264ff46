package org.tagma.threshold.secret;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;

/**
 * A secret number modulo a curve's order: a share, a nonce, a one-time key.
 *
 * <p>Its bytes are erased by {@link #destroy()}; whatever is asked of it afterwards throws {@link
 * IllegalStateException}. It never shows its value, and two of them are equal only if they are the
 * same object. Sums and products are new secrets, to be destroyed by whoever asked for them.
 */
public final class SecretScalar implements Destroyable, AutoCloseable {
  private final Curve curve;
  private final byte[] encoded;
  private volatile boolean destroyed;

  private SecretScalar(Scalar value) {
    this(value.curve(), value.encode());
  }

  private SecretScalar(Curve curve, byte[] encoded) {
    this.curve = curve;
    this.encoded = encoded;
  }

  /** A uniform secret in [1, q). */
  public static SecretScalar random(Curve curve, SecureRandom random) {
    return new SecretScalar(curve.randomScalar(random));
  }

  /** The secret with that value. */
  public static SecretScalar of(Scalar value) {
    return new SecretScalar(value);
  }

  /** The secret with that canonical encoding, as {@link Curve#decodeScalar} reads it. */
  public static SecretScalar decode(Curve curve, byte[] encoded) throws DecodingException {
    return new SecretScalar(curve.decodeScalar(encoded));
  }

  /** The same secret, which is destroyed by itself. */
  public SecretScalar copy() {
    return new SecretScalar(curve, encode());
  }

  /** The curve whose order is the modulus. */
  public Curve curve() {
    return curve;
  }

  /** This secret times the generator: what it is committed to or known by. */
  public Point timesGenerator() {
    return curve.generator().timesSecret(value());
  }

  /** This secret times {@code p}, in the constant-time multiplication of {@link Point}. */
  public Point times(Point p) {
    return p.timesSecret(value());
  }

  /**
   * This secret times {@code p}, split into two random summands, so that no multiplication ever
   * works on the secret itself: for a long-lived secret and a point that somebody else chose.
   *
   * @param blinding where the split comes from
   */
  public Point times(Point p, SecureRandom blinding) {
    Scalar mask = curve.randomScalar(blinding);
    return p.timesSecret(value().minus(mask)).plus(p.timesSecret(mask));
  }

  /** The sum modulo q. */
  public SecretScalar plus(SecretScalar other) {
    return new SecretScalar(value().plus(other.value()));
  }

  /** The sum of this one, which stays, and all of those, which it destroys, modulo q. */
  public SecretScalar plusAll(Collection<SecretScalar> others) {
    SecretScalar sum = of(value());
    for (SecretScalar next : others) {
      try (SecretScalar before = sum;
          next) {
        sum = before.plus(next);
      }
    }
    return sum;
  }

  /** The product with a public factor modulo q. */
  public SecretScalar times(Scalar factor) {
    return new SecretScalar(value().times(factor));
  }

  /** The product modulo q. */
  public SecretScalar times(SecretScalar other) {
    return new SecretScalar(value().times(other.value()));
  }

  /** The value as an integer in [0, q), for secret arithmetic elsewhere: it cannot be erased. */
  public BigInteger toInteger() {
    return value().value();
  }

  /** The value as a public number: the one way out, for what is meant to be published. */
  public Scalar disclose() {
    return value();
  }

  /** The canonical encoding, a fresh array that the caller erases. */
  public byte[] encode() {
    alive();
    return encoded.clone();
  }

  Scalar value() {
    alive();
    try {
      return curve.decodeScalar(encoded);
    } catch (DecodingException e) {
      throw new IllegalStateException(e); // its own encoding
    }
  }

  private void alive() {
    if (destroyed) {
      throw new IllegalStateException("the secret has been destroyed");
    }
  }

  /** Erases the bytes; doing it again changes nothing. */
  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(encoded, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** The same as {@link #destroy()}. */
  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "SecretScalar[" + curve.apiName() + ", redacted]";
  }
}
