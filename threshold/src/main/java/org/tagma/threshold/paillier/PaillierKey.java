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

  private PaillierKey(BigInteger p, BigInteger q) {
    super(p.multiply(q));
    this.secret = new Secret(p, q);
  }

  /**
   * The key of a Blum integer.
   *
   * @param p a prime, 3 modulo 4
   * @param q another one, such that N = pq is prime to (p-1)(q-1)
   * @throws IllegalArgumentException if they do not make such a key; primality is the caller's word
   */
  public static PaillierKey of(BigInteger p, BigInteger q) {
    BigInteger n = p.multiply(q);
    boolean blum = p.testBit(0) && p.testBit(1) && q.testBit(0) && q.testBit(1);
    if (!blum || p.signum() <= 0 || q.signum() <= 0 || p.equals(q) || !primeToPhi(n, p, q)) {
      throw new IllegalArgumentException("not the factors of a Paillier key");
    }
    return new PaillierKey(p, q);
  }

  /** A fresh key, its factors as {@link ParameterSet} wants them and far apart. */
  public static PaillierKey generate(
      ParameterSet set, SecureRandom random, PrimeSearch.Progress progress) {
    List<BigInteger> primes = PrimeSearch.pair(set.primeBits(), false, random, progress);
    return of(primes.get(0), primes.get(1));
  }

  private static boolean primeToPhi(BigInteger n, BigInteger p, BigInteger q) {
    return n.gcd(less1(p).multiply(less1(q))).equals(BigInteger.ONE);
  }

  /** The same key without its factors. */
  public PaillierPublicKey publicKey() {
    return new PaillierPublicKey(modulus());
  }

  /** p, for proofs about the modulus. */
  public BigInteger p() {
    return alive().p;
  }

  /** q, for proofs about the modulus. */
  public BigInteger q() {
    return alive().q;
  }

  /**
   * The plaintext nearest to zero.
   *
   * @param c a unit modulo N^2
   */
  public BigInteger decrypt(BigInteger c) {
    Secret s = alive();
    return signed(s.modN.join(s.modP.decrypt(c), s.modQ.decrypt(c)));
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
    return s.modN.pow(y, s.rootExponent);
  }

  @Override
  BigInteger power(BigInteger r) {
    Secret s = alive();
    return s.modSquare.join(s.modP.power(r, s.q), s.modQ.power(r, s.p));
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

  private static BigInteger less1(BigInteger v) {
    return v.subtract(BigInteger.ONE);
  }

  /** The factors and what follows from them. */
  private static final class Secret {
    private final BigInteger p;
    private final BigInteger q;
    private final Prime modP;
    private final Prime modQ;
    private final CrtModulus modN;
    private final CrtModulus modSquare;
    private final BigInteger rootExponent; // 1/N modulo (p-1)(q-1)

    Secret(BigInteger p, BigInteger q) {
      BigInteger n = p.multiply(q);
      this.p = p;
      this.q = q;
      this.modP = new Prime(p, n);
      this.modQ = new Prime(q, n);
      this.modN = new CrtModulus(p, less1(p), q, less1(q));
      this.modSquare =
          new CrtModulus(modP.square, p.multiply(less1(p)), modQ.square, q.multiply(less1(q)));
      this.rootExponent = n.modInverse(less1(p).multiply(less1(q)));
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
      this.order = less1(p);
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
      return less1(u).divide(p);
    }
  }
}
