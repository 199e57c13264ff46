package org.tagma.threshold.group;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * The subgroup of prime order of edwards25519 (RFC 8032 section 5.1), whose cofactor is eight: what
 * decodes is checked to be in the subgroup. Scalars are 32 bytes little endian.
 */
final class EdwardsCurve implements Curve {
  static final EdwardsCurve ED25519 = new EdwardsCurve();

  private static final int POINT_LENGTH = 32;

  private final BigInteger field = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19)); // p
  private final BigInteger order =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private final SecretDigits digits = new SecretDigits(order);
  private final EdwardsPoint identity = new EdwardsSum().toPoint();
  private final EdwardsPoint generator = baseOfRfc8032();
  private final EdwardsAddend[] oddMultiples =
      normalized(generator, 1 << (SignedDigits.GENERATOR_WIDTH - 2));
  private final EdwardsAddend[][] windows = windows();

  private EdwardsCurve() {}

  private EdwardsPoint baseOfRfc8032() {
    byte[] encoded = new byte[POINT_LENGTH];
    Arrays.fill(encoded, (byte) 0x66);
    encoded[0] = 0x58; // y = 4/5, and x is even
    try {
      return decompress(encoded);
    } catch (DecodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For each window of a scalar the odd multiples of 2^(width i) G. */
  private EdwardsAddend[][] windows() {
    EdwardsAddend[][] tables = new EdwardsAddend[digits.windows()][];
    EdwardsSum unit = new EdwardsSum(generator);
    for (int i = 0; i < tables.length; i++) {
      tables[i] = normalized(unit.toPoint(), SecretDigits.MAGNITUDES);
      unit.twice(SecretDigits.WIDTH);
    }
    return tables;
  }

  private static EdwardsAddend[] normalized(EdwardsPoint point, int count) {
    EdwardsAddend[] multiples = new EdwardsAddend[count];
    EdwardsSum twice = new EdwardsSum(point);
    twice.twice();
    EdwardsAddend step = new EdwardsAddend(twice.toPoint());
    EdwardsSum multiple = new EdwardsSum(point);
    for (int j = 0; j < count; j++) {
      multiples[j] = new EdwardsAddend(multiple.toPoint().normalize());
      multiple.add(step);
    }
    return multiples;
  }

  @Override
  public String apiName() {
    return "ED25519";
  }

  @Override
  public String label() {
    return "ed25519";
  }

  @Override
  public BigInteger order() {
    return order;
  }

  @Override
  public ByteOrder scalarBytes() {
    return ByteOrder.LITTLE_ENDIAN;
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
    return POINT_LENGTH;
  }

  /** DeserializeElement of RFC 9591 section 6.1. */
  @Override
  public Point decodePoint(byte[] encoded) throws DecodingException {
    EdwardsPoint point = decompress(encoded);
    if (point.isIdentity()) {
      throw new DecodingException("the identity");
    }
    if (!point.hasPrimeOrder()) {
      throw new DecodingException("not in the prime-order subgroup");
    }
    return point;
  }

  /** RFC 8032 section 5.1.3: any point of the curve, canonically encoded. */
  EdwardsPoint decompress(byte[] encoded) throws DecodingException {
    if (encoded.length != POINT_LENGTH) {
      throw new DecodingException("a point has 32 bytes");
    }
    int sign = encoded[POINT_LENGTH - 1] >>> 7 & 1;
    byte[] bytes = encoded.clone();
    bytes[POINT_LENGTH - 1] &= 0x7f;
    if (new BigInteger(1, Scalar.ordered(bytes, scalarBytes())).compareTo(field) >= 0) {
      throw new DecodingException("y is not below the field's prime");
    }
    int[] y = X25519Field.create();
    X25519Field.decode255(bytes, y);
    int[] x = X25519Field.create();
    if (!X25519Field.sqrtRatioVar(numerator(y), denominator(y), x)) {
      throw new DecodingException("not a point of the curve");
    }
    X25519Field.normalize(x);
    if (sign == 1 && X25519Field.isZeroVar(x)) {
      throw new DecodingException("zero has no sign");
    }
    if ((x[0] & 1) != sign) {
      X25519Field.negate(x, x);
      X25519Field.carry(x);
    }
    return EdwardsPoint.affine(x, y);
  }

  /** y^2 - 1. */
  private static int[] numerator(int[] y) {
    int[] u = X25519Field.create();
    X25519Field.sqr(y, u);
    X25519Field.subOne(u);
    return u;
  }

  /** d y^2 + 1. */
  private static int[] denominator(int[] y) {
    int[] v = X25519Field.create();
    X25519Field.sqr(y, v);
    X25519Field.mul(v, EdwardsSum.D, v);
    X25519Field.addOne(v);
    return v;
  }

  @Override
  public Point sum(List<Point> points) {
    EdwardsSum sum = new EdwardsSum();
    points.forEach(point -> sum.add(new EdwardsAddend(own(point))));
    return sum.toPoint();
  }

  @Override
  public Point multiSum(List<Scalar> k, List<Point> p) {
    if (k.size() != p.size()) {
      throw new IllegalArgumentException("as many scalars as points");
    }
    List<BigInteger> factors = new ArrayList<>(k.size());
    List<EdwardsPoint> bases = new ArrayList<>(k.size());
    for (int i = 0; i < k.size(); i++) {
      factors.add(own(k.get(i)).value());
      bases.add(own(p.get(i)));
    }
    return sumOfMultiples(factors, bases);
  }

  /** Straus: one chain of doublings for all, and signed digits of each factor. Variable time. */
  private EdwardsPoint sumOfMultiples(List<BigInteger> factors, List<EdwardsPoint> bases) {
    int count = factors.size();
    byte[][] signed = new byte[count][];
    EdwardsAddend[][] tables = new EdwardsAddend[count][];
    int length = 0;
    for (int i = 0; i < count; i++) {
      boolean known = isGenerator(bases.get(i));
      int width =
          known ? SignedDigits.GENERATOR_WIDTH : SignedDigits.width(factors.get(i).bitLength());
      signed[i] = SignedDigits.of(factors.get(i), width);
      tables[i] = known ? oddMultiples : EdwardsAddend.oddMultiples(bases.get(i), 1 << (width - 2));
      length = Math.max(length, signed[i].length);
    }
    EdwardsSum sum = new EdwardsSum();
    for (int bit = length - 1; bit >= 0; bit--) {
      sum.twice();
      for (int i = 0; i < count; i++) {
        int digit = bit < signed[i].length ? signed[i][bit] : 0;
        if (digit > 0) {
          sum.add(tables[i][digit >> 1]);
        } else if (digit < 0) {
          sum.subtract(tables[i][-digit >> 1]);
        }
      }
    }
    return sum.toPoint();
  }

  EdwardsPoint multiply(EdwardsPoint point, Scalar k) {
    return isGenerator(point)
        ? multiplyGenerator(own(k))
        : sumOfMultiples(List.of(own(k).value()), List.of(point));
  }

  EdwardsPoint multiplySecret(EdwardsPoint point, Scalar k) {
    if (isGenerator(point)) {
      return multiplyGenerator(own(k));
    }
    EdwardsAddend[] table = EdwardsAddend.oddMultiples(point, SecretDigits.MAGNITUDES);
    int[] secret = digits.of(own(k).value());
    EdwardsSum sum = new EdwardsSum();
    EdwardsAddend chosen = EdwardsAddend.blank();
    for (int i = secret.length - 1; i >= 0; i--) {
      sum.twice(SecretDigits.WIDTH);
      add(sum, chosen, table, secret[i]);
    }
    return erase(sum, chosen, secret);
  }

  private EdwardsPoint multiplyGenerator(Scalar k) {
    int[] secret = digits.of(k.value());
    EdwardsSum sum = new EdwardsSum();
    EdwardsAddend chosen = EdwardsAddend.blank();
    for (int i = 0; i < secret.length; i++) {
      add(sum, chosen, windows[i], secret[i]);
    }
    return erase(sum, chosen, secret);
  }

  private static void add(EdwardsSum sum, EdwardsAddend chosen, EdwardsAddend[] table, int digit) {
    chosen.select(table, SecretDigits.magnitude(digit), SecretDigits.negative(digit));
    sum.add(chosen);
  }

  private static EdwardsPoint erase(EdwardsSum sum, EdwardsAddend chosen, int[] secret) {
    Arrays.fill(secret, 0);
    chosen.zero();
    return sum.toPoint();
  }

  /** An equal point that was computed or received has no tables. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isGenerator(EdwardsPoint point) {
    return point == generator;
  }

  static EdwardsPoint own(Point point) {
    if (point instanceof EdwardsPoint mine) {
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
    return apiName();
  }
}
