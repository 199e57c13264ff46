package org.tagma.threshold.ecies;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.tagma.threshold.cipher.AesGcm;
import org.tagma.threshold.cipher.Hkdf;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;

/**
 * K, nonce and kc, which follow from the shared point Z = rY' by HKDF-SHA-256 (spec/protocols.md
 * 3.2). K lives until {@link #destroy}.
 */
final class KeySchedule implements Destroyable, AutoCloseable {
  static final int COMMITMENT = 32;

  private static final byte[] SALT =
      Sha256.of("keeper/tecies/v1".getBytes(StandardCharsets.UTF_8)).toArray();

  private final EciesSuite suite;
  private final byte[] key;
  private final byte[] nonce;
  private final byte[] commitment;

  private KeySchedule(EciesSuite suite, byte[] output) {
    this.suite = suite;
    this.key = Arrays.copyOf(output, AesGcm.KEY);
    this.nonce = Arrays.copyOfRange(output, AesGcm.KEY, AesGcm.KEY + AesGcm.NONCE);
    this.commitment = Arrays.copyOfRange(output, AesGcm.KEY + AesGcm.NONCE, output.length);
    Arrays.fill(output, (byte) 0);
  }

  /**
   * The keys of one ciphertext.
   *
   * @param uh empty in {@code ecies-plain-v1}
   * @param shared Z
   */
  static KeySchedule of(
      EciesSuite suite, String keyId, Point tweakedKey, Point u, Optional<Point> uh, Point shared) {
    Tlv info = Tlv.of().text(suite.name()).text(keyId).point(tweakedKey).point(u);
    info = uh.isPresent() ? info.point(uh.get()) : info.bytes(Bytes.empty());
    byte[] secret = shared.encode();
    try {
      int length = AesGcm.KEY + AesGcm.NONCE + COMMITMENT;
      return new KeySchedule(suite, Hkdf.sha256(SALT, secret, info.encode(), length));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** kc. */
  Bytes commitment() {
    return Bytes.of(commitment);
  }

  /** c. */
  Bytes seal(byte[] plaintext, Bytes associatedHash) {
    return Bytes.of(suite.aead().seal(key, nonce, plaintext, associatedHash.toArray()));
  }

  /** The plaintext; empty when kc or the tag is wrong, and nothing says which. */
  Optional<byte[]> open(Bytes keyCommitment, Bytes body, Bytes associatedHash) {
    return MessageDigest.isEqual(commitment, keyCommitment.toArray())
        ? suite.aead().open(key, nonce, body.toArray(), associatedHash.toArray())
        : Optional.empty();
  }

  @Override
  public void destroy() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public void close() {
    destroy();
  }

  @Override
  public String toString() {
    return "KeySchedule[redacted]";
  }
}
