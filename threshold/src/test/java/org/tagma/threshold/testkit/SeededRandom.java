package org.tagma.threshold.testkit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Reproducible bytes from a seed: SHA-256 in counter mode. For tests only. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] seed;
  private long counter;

  public SeededRandom(long seed, String purpose) {
    super(null, null);
    this.seed = (seed + "|" + purpose).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    try {
      for (int at = 0; at < bytes.length; ) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(seed);
        byte[] block = digest.digest(ByteBuffer.allocate(8).putLong(counter++).array());
        int length = Math.min(block.length, bytes.length - at);
        System.arraycopy(block, 0, bytes, at, length);
        at += length;
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True with probability {@code percent} in a hundred. */
  public boolean chance(int percent) {
    return nextInt(100) < percent;
  }

  @Override
  public int nextInt(int bound) {
    byte[] bytes = new byte[8];
    nextBytes(bytes);
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(bytes).getLong(), bound);
  }

  @Override
  public String toString() {
    return "SeededRandom";
  }
}
