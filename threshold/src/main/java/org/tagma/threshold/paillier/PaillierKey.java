package org.tagma.threshold.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;

/**
 * A Paillier key with its factors: decrypts, and does faster what the public key can do.
 *
 * <p>After {@link #destroy()} the references to the factors are gone, and whatever needs them
 * throws {@link IllegalStateException}. The key never shows its factors.
 */
public final class PaillierKey extends PaillierPublicKey implements Destroyable, AutoCloseable {
  private volatile Secret secret;

  private PaillierKey(PrimeFactors factors) {
    super(factors.product());
    this.secret = new Secret(factors);
  }

  /**
   * The key of a Blum integer.
   *
   * @param p a prime, 3 modulo 4
   * @param q another one, such that N = pq is prime to (p-1)(q-1)
   * @throws IllegalArgumentException if they do not make such a key; primality is the caller's word
   */
  public static PaillierKey of(BigInteger p, BigInteger q) {
    PrimeFactors factors = new PrimeFactors(p, q);
    if (!factors.product().gcd(factors.phi()).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("not the factors of a Paillier key");
    }
    return new PaillierKey(factors);
  }

  /** A fresh key, its factors as {@link ParameterSet} wants them and far apart. */
  public static PaillierKey generate(
      ParameterSet set, SecureRandom random, PrimeSearch.Progress progress) {
    List<BigInteger> primes = PrimeSearch.pair(set.primeBits(), false, random, progress);
    return of(primes.get(0), primes.get(1));
  }

  /** The same key without its factors. */
  public PaillierPublicKey publicKey() {
    return new PaillierPublicKey(modulus());
  }

  /** The factors, for proofs about the modulus and to store the key. */
  public PrimeFactors factors() {
    return alive().factors;
  }

  /**
   * The plaintext nearest to zero.
   *
   * @param c a unit modulo N^2
   */
  public BigInteger decrypt(BigInteger c) {
    Secret s = alive();
    return signed(s.factors.join(s.modP.decrypt(c), s.modQ.decrypt(c)));
  }

  /**
   * The r in {@code c = enc(m; r)}: {@code c^(1/N) mod N}, as (1 + N)^m is 1 modulo N, whatever m.
   *
   * @param c a unit modulo N^2
   */
  public BigInteger randomness(BigInteger c) {
    return root(c);
  }

  /** The N-th root modulo N of a unit. */
  public BigInteger root(BigInteger y) {
    Secret s = alive();
    return s.factors.pow(y, s.rootExponent);
  }

  @Override
  BigInteger power(BigInteger r) {
    Secret s = alive();
    return s.modSquare.join(s.modP.power(r, s.modQ.p), s.modQ.power(r, s.modP.p));
  }

  @Override
  public BigInteger multiply(BigInteger x, BigInteger c) {
    return alive().modSquare.pow(c, x);
  }

  private Secret alive() {
    return Optional.ofNullable(secret)
        .orElseThrow(() -> new IllegalStateException("the key has been destroyed"));
  }

  /** Lets go of the factors. */
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
    return "PaillierKey[" + modulus().bitLength() + " bits, redacted]";
  }

  /** The factors and what follows from them. */
  private static final class Secret {
    private final PrimeFactors factors;
    private final Prime modP;
    private final Prime modQ;
    private final CrtModulus modSquare;
    private final BigInteger rootExponent; // 1/N modulo (p-1)(q-1)

    Secret(PrimeFactors factors) {
      BigInteger n = factors.product();
      this.factors = factors;
      this.modP = new Prime(factors.p(), n);
      this.modQ = new Prime(factors.q(), n);
      this.modSquare =
          new CrtModulus(
              modP.square, modP.p.multiply(modP.order), modQ.square, modQ.p.multiply(modQ.order));
      this.rootExponent = n.modInverse(factors.phi());
    }
  }

  /** One prime factor. */
  private static final class Prime {
    private final BigInteger p;
    private final BigInteger square;
    private final BigInteger order; // p - 1
    private final BigInteger factor; // 1 / L((1 + N)^(p-1) mod p^2) mod p

    Prime(BigInteger p, BigInteger n) {
      this.p = p;
      this.square = p.multiply(p);
      this.order = p.subtract(BigInteger.ONE);
      this.factor = logarithm(n.add(BigInteger.ONE).modPow(order, square)).modInverse(p);
    }

    /**
     * The plaintext modulo p. The exponent p - 1 has a random factor, which is divided out again:
     * the ciphertext is somebody else's choice, and the exponent is not to be measured with it.
     */
    BigInteger decrypt(BigInteger c) {
      BigInteger blinding = CrtModulus.blinding();
      BigInteger power = c.mod(square).modPow(order.multiply(blinding), square);
      return logarithm(power).multiply(factor).multiply(blinding.modInverse(p)).mod(p);
    }

    /**
     * {@code r^(pq) mod p^2}: an x^p modulo p^2 depends on x modulo p only. The last exponent is
     * not blinded, but its base is fresh and secret wherever r is.
     */
    BigInteger power(BigInteger r, BigInteger q) {
      return r.mod(p).modPow(CrtModulus.blinded(q, order), p).modPow(p, square);
    }

    /** L(u) = (u - 1) / p. */
    private BigInteger logarithm(BigInteger u) {
      return u.subtract(BigInteger.ONE).divide(p);
    }
  }
}
