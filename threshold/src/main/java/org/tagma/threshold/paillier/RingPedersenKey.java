package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;

/**
 * Ring-Pedersen parameters with their secrets: the factors of Nhat, and lambda with s = t^lambda.
 *
 * <p>After {@link #destroy()} the references to the secrets are gone, and whatever needs them
 * throws {@link IllegalStateException}. The key never shows them.
 */
public final class RingPedersenKey extends RingPedersen implements Destroyable, AutoCloseable {
  private volatile Secret secret;

  private RingPedersenKey(BigInteger t, Secret secret) {
    super(secret.factors.product(), secret.factors.pow(t, secret.lambda), t);
    this.secret = secret;
  }

  /**
   * Fresh parameters modulo pq.
   *
   * @param p a safe prime
   * @param q another safe prime
   */
  public static RingPedersenKey of(BigInteger p, BigInteger q, SecureRandom random) {
    BigInteger n = p.multiply(q);
    BigInteger squares = new PrimeFactors(p, q).phi().shiftRight(2); // the order of their group
    while (true) {
      BigInteger t = Units.random(n, random).modPow(BigInteger.TWO, n);
      BigInteger lambda =
          Interval.below(squares.subtract(BigInteger.ONE), random).add(BigInteger.ONE);
      RingPedersenKey key = of(p, q, t, lambda);
      if (key.isWellFormed()) {
        return key;
      }
    }
  }

  /** Fresh parameters, their modulus as {@link ParameterSet} wants it. */
  public static RingPedersenKey generate(
      ParameterSet set, SecureRandom random, PrimeSearch.Progress progress) {
    List<BigInteger> primes = PrimeSearch.pair(set.primeBits(), true, random, progress);
    return of(primes.get(0), primes.get(1), random);
  }

  /**
   * Stored parameters again.
   *
   * @param t a unit modulo pq, a square
   * @param lambda the logarithm of s, positive
   * @throws IllegalArgumentException if they are none
   */
  public static RingPedersenKey of(BigInteger p, BigInteger q, BigInteger t, BigInteger lambda) {
    PrimeFactors factors = new PrimeFactors(p, q);
    if (lambda.signum() <= 0 || !Units.areUnits(factors.product(), t)) {
      throw new IllegalArgumentException("not a ring-Pedersen key");
    }
    return new RingPedersenKey(t, new Secret(factors, lambda));
  }

  /** The same parameters without their secrets. */
  public RingPedersen parameters() {
    return new RingPedersen(modulus(), s(), t());
  }

  /** The factors, for proofs about the modulus and to store the key. */
  public PrimeFactors factors() {
    return alive().factors;
  }

  /** lambda, in [1, phi/4). */
  public BigInteger lambda() {
    return alive().lambda;
  }

  /** {@code t^(lambda a + b)} modulo each factor. */
  @Override
  public BigInteger commit(BigInteger a, BigInteger b) {
    Secret s = alive();
    return s.factors.pow(t(), s.lambda.multiply(a).add(b));
  }

  private Secret alive() {
    return Optional.ofNullable(secret)
        .orElseThrow(() -> new IllegalStateException("the key has been destroyed"));
  }

  /** Lets go of the secrets. */
  @Override
  public void destroy() {
    secret = null;
  }

  @Override
  public boolean isDestroyed() {
    return secret == null;
  }

  /** The same as {@link #destroy()}. */
  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "RingPedersenKey[" + modulus().bitLength() + " bits, redacted]";
  }

  private record Secret(PrimeFactors factors, BigInteger lambda) {
    @Override
    public String toString() {
      return "Secret[redacted]";
    }
  }
}
