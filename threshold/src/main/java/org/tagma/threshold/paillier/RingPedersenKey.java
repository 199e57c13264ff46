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
    super(secret.p.multiply(secret.q), secret.crt.pow(t, secret.lambda), t);
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
    BigInteger quarter = less1(p).multiply(less1(q)).shiftRight(2); // the order of the squares
    while (true) {
      BigInteger t = Units.random(n, random).modPow(BigInteger.TWO, n);
      BigInteger lambda = BigInteger.ONE.add(Interval.below(less1(quarter), random));
      RingPedersenKey key = of(p, q, t, lambda);
      if (!key.s().equals(BigInteger.ONE) && !t.equals(BigInteger.ONE) && !key.s().equals(t)) {
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
   * @param lambda the logarithm of s
   * @throws IllegalArgumentException if they are none
   */
  public static RingPedersenKey of(BigInteger p, BigInteger q, BigInteger t, BigInteger lambda) {
    boolean safe = p.signum() > 0 && q.signum() > 0 && p.testBit(0) && q.testBit(0);
    if (!safe || p.equals(q) || lambda.signum() <= 0 || !Units.areUnits(p.multiply(q), t)) {
      throw new IllegalArgumentException("not a ring-Pedersen key");
    }
    return new RingPedersenKey(t, new Secret(p, q, lambda));
  }

  /** The same parameters without their secrets. */
  public RingPedersen parameters() {
    return new RingPedersen(modulus(), s(), t());
  }

  /** p, for proofs about the modulus. */
  public BigInteger p() {
    return alive().p;
  }

  /** q, for proofs about the modulus. */
  public BigInteger q() {
    return alive().q;
  }

  /** lambda, in [1, phi/4). */
  public BigInteger lambda() {
    return alive().lambda;
  }

  /** phi(Nhat) = (p-1)(q-1). */
  public BigInteger phi() {
    Secret s = alive();
    return less1(s.p).multiply(less1(s.q));
  }

  /** {@code t^(lambda a + b)} modulo each factor. */
  @Override
  public BigInteger commit(BigInteger a, BigInteger b) {
    Secret s = alive();
    return s.crt.pow(t(), s.lambda.multiply(a).add(b));
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

  private static BigInteger less1(BigInteger v) {
    return v.subtract(BigInteger.ONE);
  }

  private static final class Secret {
    private final BigInteger p;
    private final BigInteger q;
    private final BigInteger lambda;
    private final CrtModulus crt;

    Secret(BigInteger p, BigInteger q, BigInteger lambda) {
      this.p = p;
      this.q = q;
      this.lambda = lambda;
      this.crt = new CrtModulus(p, less1(p), q, less1(q));
    }
  }
}
