package org.tagma.threshold.group;

/** An element of a curve's prime-order group; immutable. Two equal points have equal encodings. */
public sealed interface Point permits EdwardsPoint, WeierstrassPoint {
  /** The group this point belongs to. */
  Curve curve();

  /** This point plus {@code other}. */
  Point plus(Point other);

  /** This point minus {@code other}. */
  Point minus(Point other);

  /** The inverse of this point. */
  Point negate();

  /**
   * {@code k} times this point, for a public {@code k}: variable time, except that a multiple of
   * the generator always takes the regular fixed-base tables.
   */
  Point times(Scalar k);

  /**
   * {@code k} times this point for a secret {@code k}: a sequence of group operations and table
   * look-ups that does not depend on {@code k}.
   */
  Point timesSecret(Scalar k);

  /**
   * An equal point that {@link #timesSecret} multiplies faster: it pays from the second secret on.
   */
  Point prepared();

  /** Whether this is the neutral element. */
  boolean isIdentity();

  /**
   * The canonical compressed encoding, a fresh array.
   *
   * @throws IllegalStateException for the identity, which is never sent
   */
  byte[] encode();
}
