package org.tagma.threshold.importing;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.secret.SecretScalar;

/** Private keys in the form in which they are imported (spec/api.md, POST /storage/store). */
public final class PrivateKey {
  /** Bytes of a private key, on every curve. */
  public static final int LENGTH = 32;

  private PrivateKey() {}

  /**
   * The secret x with xG the public key, from the number itself, big endian (SEC 1 section 2.3.6),
   * or on Ed25519 from the seed (RFC 8032 section 5.1.5). The seed's other half, from which a lone
   * signer makes its nonces, is forgotten: FROST draws them.
   *
   * @param encoded {@link #LENGTH} bytes, which stay the caller's to erase
   * @throws DecodingException unless they are a private key: of that length, and in [1, q)
   */
  public static SecretScalar decode(Curve curve, byte[] encoded) throws DecodingException {
    if (encoded.length != LENGTH) {
      throw new DecodingException("a private key has " + LENGTH + " bytes");
    }
    if (curve.apiName().equals("ED25519")) {
      return ofSeed(curve, encoded);
    }
    SecretScalar secret = SecretScalar.decode(curve, encoded);
    if (secret.disclose().isZero()) {
      throw new DecodingException("zero is no private key");
    }
    return secret;
  }

  /** SHA-512, the first half pruned: a multiple of 8 below 8q, so that modulo q it is not zero. */
  private static SecretScalar ofSeed(Curve curve, byte[] seed) {
    byte[] hash = sha512(seed);
    byte[] bigEndian = new byte[LENGTH];
    try {
      hash[0] &= (byte) 0xf8;
      hash[LENGTH - 1] &= 0x7f;
      hash[LENGTH - 1] |= 0x40;
      for (int i = 0; i < LENGTH; i++) {
        bigEndian[i] = hash[LENGTH - 1 - i];
      }
      return SecretScalar.of(curve.reduce(new BigInteger(1, bigEndian)));
    } finally {
      Arrays.fill(hash, (byte) 0);
      Arrays.fill(bigEndian, (byte) 0);
    }
  }

  private static byte[] sha512(byte[] seed) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(seed);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
