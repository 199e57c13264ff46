package org.tagma.threshold.transcript;

import java.security.MessageDigest;

/** SHA-512 (FIPS 180-4). */
public final class Sha512 {
  private Sha512() {}

  /** The 64-byte hash of the concatenation of {@code parts}. */
  public static Bytes of(byte[]... parts) {
    MessageDigest digest = Sha256.digest("SHA-512");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Bytes.of(digest.digest());
  }
}
