package org.tagma.threshold.group;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A point in whatever coordinates the last operation left. It is brought to affine form, at the
 * price of a field inversion, only when it is first encoded or compared, and then stays so.
 */
final class WeierstrassPoint implements Point {
  private final WeierstrassCurve curve;
  private final Comb comb; // null for most
  private volatile ECPoint point;
  private volatile byte[] encoding;

  WeierstrassPoint(WeierstrassCurve curve, ECPoint point) {
    this(curve, point, null);
  }

  /** A point with a comb of its multiples. */
  WeierstrassPoint(WeierstrassCurve curve, ECPoint point, Comb comb) {
    this.curve = curve;
    this.point = point;
    this.comb = comb;
  }

  /** The point in its present coordinates. */
  ECPoint raw() {
    return point;
  }

  /** Where it was {@link #prepared}. */
  Optional<Comb> comb() {
    return Optional.ofNullable(comb);
  }

  @Override
  public WeierstrassCurve curve() {
    return curve;
  }

  @Override
  public Point plus(Point other) {
    return new WeierstrassPoint(curve, point.add(curve.own(other).point));
  }

  @Override
  public Point minus(Point other) {
    return new WeierstrassPoint(curve, point.subtract(curve.own(other).point));
  }

  @Override
  public Point negate() {
    return new WeierstrassPoint(curve, point.negate());
  }

  @Override
  public Point times(Scalar k) {
    return curve.multiply(this, k);
  }

  @Override
  public Point timesSecret(Scalar k) {
    return curve.multiplySecret(this, k);
  }

  @Override
  public Point prepared() {
    return curve.prepare(this);
  }

  @Override
  public boolean isIdentity() {
    return point.isInfinity();
  }

  @Override
  public byte[] encode() {
    return encoding().clone();
  }

  private byte[] encoding() {
    byte[] known = encoding;
    if (known == null) {
      if (isIdentity()) {
        throw new IllegalStateException("the identity has no encoding");
      }
      ECPoint affine = curve.normalize(point);
      known = affine.getEncoded(true);
      point = affine;
      encoding = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof WeierstrassPoint that) || that.curve != curve) {
      return false;
    }
    if (isIdentity() || that.isIdentity()) {
      return isIdentity() && that.isIdentity();
    }
    return Arrays.equals(encoding(), that.encoding());
  }

  @Override
  public int hashCode() {
    return isIdentity() ? 0 : Arrays.hashCode(encoding());
  }

  @Override
  public String toString() {
    return curve.apiName()
        + " "
        + (isIdentity() ? "identity" : HexFormat.of().formatHex(encoding()));
  }
}
