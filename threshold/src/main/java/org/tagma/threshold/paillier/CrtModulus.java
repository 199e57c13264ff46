package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Exponentiation modulo a product of two coprime secret numbers whose unit groups have known
 * exponents: half as long numbers, joined by the Chinese remainder theorem.
 *
 * <p>{@link BigInteger#modPow} takes a time that depends on the exponent, so every exponent gets a
 * random multiple of the group's exponent first. The multiple changes no result.
 */
final class CrtModulus {
  private static final SecureRandom BLINDING = new SecureRandom();
  private static final int BLINDING_BITS = 64;

  private final BigInteger first;
  private final BigInteger firstOrder;
  private final BigInteger second;
  private final BigInteger secondOrder;
  private final BigInteger firstInverse; // modulo second

  /**
   * @param firstOrder a number with x^firstOrder = 1 modulo {@code first} for all units x
   * @param secondOrder the same for {@code second}
   */
  CrtModulus(BigInteger first, BigInteger firstOrder, BigInteger second, BigInteger secondOrder) {
    this.first = first;
    this.firstOrder = firstOrder;
    this.second = second;
    this.secondOrder = secondOrder;
    this.firstInverse = first.modInverse(second);
  }

  /** The unit {@code base} to any integer exponent. */
  BigInteger pow(BigInteger base, BigInteger exponent) {
    return join(
        base.mod(first).modPow(blinded(exponent, firstOrder), first),
        base.mod(second).modPow(blinded(exponent, secondOrder), second));
  }

  /** The number with these two remainders. */
  BigInteger join(BigInteger modFirst, BigInteger modSecond) {
    BigInteger difference = modSecond.subtract(modFirst).multiply(firstInverse).mod(second);
    return modFirst.add(first.multiply(difference));
  }

  /** An exponent that is equal modulo {@code order}, and random beyond that; positive. */
  static BigInteger blinded(BigInteger exponent, BigInteger order) {
    return exponent.mod(order).add(order.multiply(blinding()));
  }

  /** A random number that is odd, hence not zero. */
  static BigInteger blinding() {
    return new BigInteger(BLINDING_BITS, BLINDING).setBit(0);
  }
}
