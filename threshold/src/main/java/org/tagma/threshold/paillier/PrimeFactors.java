package org.tagma.threshold.paillier;

import java.math.BigInteger;

/**
 * The two prime factors of a modulus, and what only who knows them can do modulo it. The primes are
 * 3 modulo 4. Never shows them.
 */
public final class PrimeFactors {
  private static final BigInteger ONE = BigInteger.ONE;

  private final BigInteger p;
  private final BigInteger q;
  private final BigInteger phi;
  private final CrtModulus modulus;

  /**
   * The factors of pq.
   *
   * @throws IllegalArgumentException unless p and q differ, are positive and 3 modulo 4; that they
   *     are prime is the caller's word
   */
  public PrimeFactors(BigInteger p, BigInteger q) {
    if (!isBlum(p) || !isBlum(q) || !p.gcd(q).equals(ONE)) {
      throw new IllegalArgumentException("not the factors of a Blum integer");
    }
    this.p = p;
    this.q = q;
    this.phi = p.subtract(ONE).multiply(q.subtract(ONE));
    this.modulus = new CrtModulus(p, p.subtract(ONE), q, q.subtract(ONE));
  }

  private static boolean isBlum(BigInteger p) {
    return p.signum() > 0 && p.testBit(0) && p.testBit(1);
  }

  public BigInteger p() {
    return p;
  }

  public BigInteger q() {
    return q;
  }

  /** pq. */
  public BigInteger product() {
    return p.multiply(q);
  }

  /** (p-1)(q-1). */
  public BigInteger phi() {
    return phi;
  }

  /** A unit modulo pq to any integer exponent, which may be secret. */
  public BigInteger pow(BigInteger base, BigInteger exponent) {
    return modulus.pow(base, exponent);
  }

  /** The number in [0, pq) with these remainders. */
  BigInteger join(BigInteger modP, BigInteger modQ) {
    return modulus.join(modP, modQ);
  }

  /** Whether the unit v is a square modulo p. */
  public boolean isSquareModP(BigInteger v) {
    return isSquare(v, p);
  }

  /** Whether the unit v is a square modulo q. */
  public boolean isSquareModQ(BigInteger v) {
    return isSquare(v, q);
  }

  /** Euler's criterion. */
  private static boolean isSquare(BigInteger v, BigInteger prime) {
    return v.modPow(prime.shiftRight(1), prime).equals(ONE);
  }

  /**
   * The fourth root of a square that is a square itself: v^(((phi+4)/8)^2), as the order of the
   * squares, phi/4, is odd.
   */
  public BigInteger principalFourthRoot(BigInteger v) {
    BigInteger half = phi.add(BigInteger.valueOf(4)).shiftRight(3);
    return pow(v, half.multiply(half));
  }

  @Override
  public String toString() {
    return "PrimeFactors[redacted]";
  }
}
