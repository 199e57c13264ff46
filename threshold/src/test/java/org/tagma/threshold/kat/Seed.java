package org.tagma.threshold.kat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Reproducible randomness for property tests: SHA-256 in counter mode over a printed seed.
 *
 * <p>The seed is fixed, or taken from the system property {@code tagma.seed}; assertions carry
 * {@link #toString()} so that a failure can be replayed.
 */
public final class Seed extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final String seed;
  private long counter;

  /** Randomness for the property called {@code property}. */
  public Seed(String property) {
    seed = System.getProperty("tagma.seed", "tagma") + "/" + property;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 32) {
      byte[] block = block();
      System.arraycopy(block, 0, bytes, at, Math.min(32, bytes.length - at));
    }
  }

  private byte[] block() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed.getBytes(StandardCharsets.UTF_8));
      return digest.digest(ByteBuffer.allocate(8).putLong(counter++).array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int nextInt(int bound) {
    byte[] bytes = new byte[4];
    nextBytes(bytes);
    return Math.floorMod(ByteBuffer.wrap(bytes).getInt(), bound);
  }

  @Override
  public String toString() {
    return "replay with -Dtagma.seed: " + seed;
  }
}
