package org.tagma.threshold.group;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A short Weierstrass curve of prime order (cofactor one), so that every point on it is in the
 * group. Scalars are 32 bytes big endian, points SEC 1 compressed.
 */
final class WeierstrassCurve implements Curve {
  static final WeierstrassCurve SECP256K1 =
      new WeierstrassCurve("SECP256K1", "secp256k1", "secp256k1");
  static final WeierstrassCurve P256 = new WeierstrassCurve("P256", "p256", "secp256r1");

  /** Up to so many bits (keeper numbers) plain double-and-add beats building a window table. */
  private static final int SMALL = 16;

  private final String apiName;
  private final String label;
  private final ECCurve curve;
  private final BigInteger order;
  private final WeierstrassPoint generator;
  private final SecretDigits digits;
  private final FixedBase multiplesOfGenerator;
  private final WeierstrassPoint identity;

  private WeierstrassCurve(String apiName, String label, String standardName) {
    X9ECParameters parameters = CustomNamedCurves.getByName(standardName);
    this.apiName = apiName;
    this.label = label;
    this.curve = parameters.getCurve();
    this.order = parameters.getN();
    this.generator = new WeierstrassPoint(this, parameters.getG());
    this.digits = new SecretDigits(order);
    this.multiplesOfGenerator = new FixedBase(parameters.getG(), digits);
    this.identity = new WeierstrassPoint(this, curve.getInfinity());
  }

  @Override
  public String apiName() {
    return apiName;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public BigInteger order() {
    return order;
  }

  @Override
  public ByteOrder scalarBytes() {
    return ByteOrder.BIG_ENDIAN;
  }

  @Override
  public Point generator() {
    return generator;
  }

  @Override
  public Point identity() {
    return identity;
  }

  @Override
  public int pointLength() {
    return 1 + curve.getFieldElementEncodingLength();
  }

  @Override
  public Point decodePoint(byte[] encoded) throws DecodingException {
    if (encoded.length != pointLength() || (encoded[0] != 2 && encoded[0] != 3)) {
      throw new DecodingException("not SEC1 compressed");
    }
    try {
      // checks x < p and that x is on the curve; the curve has no other subgroup
      return new WeierstrassPoint(this, curve.decodePoint(encoded));
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a point of the curve");
    }
  }

  @Override
  public Point sum(List<Point> points) {
    ECPoint sum = curve.getInfinity();
    for (Point point : points) {
      sum = sum.add(own(point).raw());
    }
    return new WeierstrassPoint(this, sum);
  }

  @Override
  public Point multiSum(List<Scalar> k, List<Point> p) {
    if (k.size() != p.size()) {
      throw new IllegalArgumentException("as many scalars as points");
    }
    List<BigInteger> factors = new ArrayList<>(k.size());
    List<ECPoint> bases = new ArrayList<>(k.size());
    for (int i = 0; i < k.size(); i++) {
      BigInteger factor = own(k.get(i)).value();
      ECPoint base = own(p.get(i)).raw();
      if (factor.signum() != 0 && !base.isInfinity()) {
        factors.add(factor);
        bases.add(base);
      }
    }
    if (bases.isEmpty()) {
      return identity;
    }
    return new WeierstrassPoint(
        this,
        ECAlgorithms.sumOfMultiplies(
            bases.toArray(ECPoint[]::new), factors.toArray(BigInteger[]::new)));
  }

  WeierstrassPoint multiply(WeierstrassPoint point, Scalar k) {
    if (isGenerator(point)) {
      return new WeierstrassPoint(this, multiplesOfGenerator.multiply(own(k).value()));
    }
    if (k.value().bitLength() <= SMALL) {
      return new WeierstrassPoint(
          this, ECAlgorithms.referenceMultiply(point.raw(), own(k).value()));
    }
    return new WeierstrassPoint(this, point.raw().multiply(own(k).value()));
  }

  WeierstrassPoint multiplySecret(WeierstrassPoint point, Scalar k) {
    if (isGenerator(point)) {
      return multiply(point, k);
    }
    BigInteger factor = own(k).value();
    ECPoint product =
        point
            .comb()
            .map(comb -> comb.multiply(factor))
            .orElseGet(() -> ECAlgorithms.multiplySecret(point.raw(), factor));
    return new WeierstrassPoint(this, product);
  }

  WeierstrassPoint prepare(WeierstrassPoint point) {
    boolean prepared = isGenerator(point) || point.isIdentity() || point.comb().isPresent();
    return prepared
        ? point
        : new WeierstrassPoint(this, point.raw(), new Comb(point.raw(), digits));
  }

  /** An equal point that was computed or received has no tables. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isGenerator(WeierstrassPoint point) {
    return point == generator;
  }

  /** Affine coordinates without the blinding of {@link ECPoint#normalize}, which secrets need. */
  ECPoint normalize(ECPoint point) {
    ECPoint[] single = {point};
    curve.normalizeAll(single);
    return single[0];
  }

  WeierstrassPoint own(Point point) {
    if (point instanceof WeierstrassPoint mine && mine.curve() == this) {
      return mine;
    }
    throw new IllegalArgumentException("points of two curves");
  }

  private Scalar own(Scalar scalar) {
    if (scalar.curve() != this) {
      throw new IllegalArgumentException("a scalar of another curve");
    }
    return scalar;
  }

  @Override
  public String toString() {
    return apiName;
  }
}
