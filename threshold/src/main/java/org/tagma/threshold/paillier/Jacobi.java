package org.tagma.threshold.paillier;

import java.math.BigInteger;

/** The Jacobi symbol; variable time, for public numbers. */
public final class Jacobi {
  private Jacobi() {}

  /**
   * (a | n): 1 or -1, and 0 if a and n have a common factor.
   *
   * @param a any integer; negative and even ones are taken modulo n
   * @throws IllegalArgumentException unless n is odd and positive
   */
  public static int symbol(BigInteger a, BigInteger n) {
    if (n.signum() <= 0 || !n.testBit(0)) {
      throw new IllegalArgumentException("the lower number must be odd and positive");
    }
    BigInteger top = a.mod(n);
    BigInteger bottom = n;
    int symbol = 1;
    while (top.signum() != 0) {
      int twos = top.getLowestSetBit();
      top = top.shiftRight(twos);
      int bottomMod8 = bottom.intValue() & 7;
      if (twos % 2 == 1 && (bottomMod8 == 3 || bottomMod8 == 5)) {
        symbol = -symbol; // (2 | n)
      }
      if ((top.intValue() & 3) == 3 && (bottomMod8 & 3) == 3) {
        symbol = -symbol; // quadratic reciprocity
      }
      BigInteger remainder = bottom.mod(top);
      bottom = top;
      top = remainder;
    }
    return bottom.equals(BigInteger.ONE) ? symbol : 0;
  }
}
