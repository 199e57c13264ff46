package org.tagma.threshold.paillier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class JacobiTest {
  @Test
  void isTheProductOfTheLegendreSymbolsOfThePrimeFactors() {
    for (int n = 1; n < 300; n += 2) {
      for (int a = -n; a <= 2 * n; a++) {
        assertEquals(byFactors(a, n), symbol(a, n), a + " over " + n);
      }
    }
  }

  @Test
  void takesOddPositiveLowerNumbersOnly() {
    for (int n : new int[] {0, 2, -1, -3, 10}) {
      assertThrows(IllegalArgumentException.class, () -> symbol(1, n), "over " + n);
    }
  }

  private static int symbol(long a, long n) {
    return Jacobi.symbol(BigInteger.valueOf(a), BigInteger.valueOf(n));
  }

  private static int byFactors(int a, int n) {
    int symbol = 1;
    int rest = n;
    for (int p = 3; rest > 1; p += 2) {
      for (; rest % p == 0; rest /= p) {
        symbol *= legendre(Math.floorMod(a, p), p);
      }
    }
    return symbol;
  }

  private static int legendre(int a, int p) {
    for (int x = 1; a != 0 && x < p; x++) {
      if (x * x % p == a) {
        return 1;
      }
    }
    return a == 0 ? 0 : -1;
  }
}
