package org.tagma.threshold.group;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/** A point of edwards25519 prepared for many additions: Y + X, Y - X, 2dT and 2Z, all carried. */
final class EdwardsAddend {
  private static final int SIZE = X25519Field.SIZE;

  final int[] sum = X25519Field.create();
  final int[] difference = X25519Field.create();
  final int[] product = X25519Field.create();
  final int[] twiceZ = X25519Field.create();

  /** Nothing yet: what {@link #select} fills. */
  private EdwardsAddend() {}

  /** The given point. */
  EdwardsAddend(EdwardsPoint point) {
    int[] x = X25519Field.create();
    int[] y = X25519Field.create();
    point.copyTo(x, y, twiceZ, product);
    X25519Field.apm(y, x, sum, difference);
    X25519Field.carry(sum);
    X25519Field.carry(difference);
    X25519Field.mul(product, EdwardsSum.TWICE_D, product);
    X25519Field.add(twiceZ, twiceZ, twiceZ);
    X25519Field.carry(twiceZ);
  }

  /** The odd multiples {@code P, 3P, 5P, ...} of a point, {@code count} of them. */
  static EdwardsAddend[] oddMultiples(EdwardsPoint point, int count) {
    EdwardsAddend[] multiples = new EdwardsAddend[count];
    multiples[0] = new EdwardsAddend(point);
    if (count > 1) {
      EdwardsSum multiple = new EdwardsSum(point);
      multiple.twice();
      EdwardsAddend twice = new EdwardsAddend(multiple.toPoint());
      multiple = new EdwardsSum(point);
      for (int j = 1; j < count; j++) {
        multiple.add(twice);
        multiples[j] = new EdwardsAddend(multiple.toPoint());
      }
    }
    return multiples;
  }

  /** An addend to {@link #select} into. */
  static EdwardsAddend blank() {
    return new EdwardsAddend();
  }

  /**
   * Becomes {@code table[index]}, or its negative, by reading the whole table: neither the branches
   * nor the addresses depend on {@code index} or {@code negative}.
   *
   * @param negative 1 or 0
   */
  void select(EdwardsAddend[] table, int index, int negative) {
    zero();
    for (int j = 0; j < table.length; j++) {
      int mask = ((j ^ index) - 1) >> 31; // all ones where they are equal
      EdwardsAddend entry = table[j];
      for (int i = 0; i < SIZE; i++) {
        sum[i] |= entry.sum[i] & mask;
        difference[i] |= entry.difference[i] & mask;
        product[i] |= entry.product[i] & mask;
        twiceZ[i] |= entry.twiceZ[i] & mask;
      }
    }
    X25519Field.cswap(negative, sum, difference);
    X25519Field.cnegate(negative, product);
  }

  /** Erases what was selected. */
  void zero() {
    X25519Field.zero(sum);
    X25519Field.zero(difference);
    X25519Field.zero(product);
    X25519Field.zero(twiceZ);
  }
}
