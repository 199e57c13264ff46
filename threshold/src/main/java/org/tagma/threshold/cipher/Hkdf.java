package org.tagma.threshold.cipher;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {
  private Hkdf() {}

  /**
   * {@code length} bytes of key material.
   *
   * @param salt public; may be empty
   * @param inputKey the secret
   * @param info what the keys are for
   * @throws IllegalArgumentException unless {@code 0 <= length <= 255 * 32}
   */
  public static byte[] sha256(byte[] salt, byte[] inputKey, byte[] info, int length) {
    if (length < 0 || length > 255 * 32) {
      throw new IllegalArgumentException("HKDF-SHA-256 gives at most 8160 bytes");
    }
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(inputKey, salt, info));
    byte[] output = new byte[length];
    generator.generateBytes(output, 0, length);
    return output;
  }
}
