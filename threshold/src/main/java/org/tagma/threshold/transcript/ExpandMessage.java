package org.tagma.threshold.transcript;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** {@code expand_message_xmd} (RFC 9380 section 5.3.1). */
public final class ExpandMessage {
  private static final int MAX_DST = 255;
  private static final byte[] OVERSIZE = "H2C-OVERSIZE-DST-".getBytes(StandardCharsets.US_ASCII);

  private ExpandMessage() {}

  /**
   * {@code n} uniform bytes from a message with SHA-256.
   *
   * @param dst the domain separation tag, hashed first when longer than 255 bytes
   * @throws IllegalArgumentException unless {@code 0 < n <= 255 * 32}
   */
  public static byte[] xmdSha256(byte[] message, byte[] dst, int n) {
    return xmd("SHA-256", 64, message, dst, n);
  }

  /**
   * {@code n} uniform bytes from a message with SHA-512.
   *
   * @param dst the domain separation tag, hashed first when longer than 255 bytes
   * @throws IllegalArgumentException unless {@code 0 < n <= 255 * 64}
   */
  public static byte[] xmdSha512(byte[] message, byte[] dst, int n) {
    return xmd("SHA-512", 128, message, dst, n);
  }

  private static byte[] xmd(String hash, int block, byte[] message, byte[] dst, int n) {
    MessageDigest digest = Sha256.digest(hash);
    int blocks = (n + digest.getDigestLength() - 1) / digest.getDigestLength();
    if (n <= 0 || blocks > 255) {
      throw new IllegalArgumentException("cannot expand to that many bytes");
    }
    byte[] tag = dstPrime(digest, dst);
    digest.update(new byte[block]); // Z_pad
    digest.update(message);
    digest.update(new byte[] {(byte) (n >> 8), (byte) n, 0});
    byte[] first = digest.digest(tag); // b_0
    byte[] chain = new byte[first.length];
    ByteBuffer uniform = ByteBuffer.allocate(blocks * first.length);
    for (int i = 1; i <= blocks; i++) {
      for (int j = 0; j < chain.length; j++) {
        chain[j] ^= first[j];
      }
      digest.update(chain);
      digest.update((byte) i);
      chain = digest.digest(tag); // b_i
      uniform.put(chain);
    }
    return Arrays.copyOf(uniform.array(), n);
  }

  private static byte[] dstPrime(MessageDigest digest, byte[] dst) {
    byte[] tag = dst;
    if (dst.length > MAX_DST) {
      digest.update(OVERSIZE);
      tag = digest.digest(dst);
    }
    return ByteBuffer.allocate(tag.length + 1).put(tag).put((byte) tag.length).array();
  }
}
