package org.tagma.threshold.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import javax.security.auth.Destroyable;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;

/**
 * One share of a secret, for a person to keep: its index, how many such shares are needed, the
 * check value of the secret they belong to, and the share itself. Its encoding ends with a checksum
 * against slips of the pen.
 */
public final class SecretShare implements Destroyable {
  /** The length of a check value, in bytes. */
  public static final int CHECK = 16;

  private static final byte VERSION = 1;
  private static final int HEADER = 3 + CHECK;
  private static final int CHECKSUM = 4;

  private final int threshold;
  private final int index;
  private final Bytes check;
  private final byte[] value;
  private boolean destroyed;

  /** Takes the array over. */
  SecretShare(int threshold, int index, Bytes check, byte[] value) {
    this.threshold = threshold;
    this.index = index;
    this.check = Objects.requireNonNull(check, "check");
    this.value = value;
  }

  /** How many shares give the secret, from 1. */
  public int threshold() {
    return threshold;
  }

  /** Which share this is, from 1 to 255. */
  public int index() {
    return index;
  }

  /** The check value of the secret, by which shares of one sharing know each other. */
  public Bytes check() {
    return check;
  }

  /** How many bytes the secret has. */
  public int length() {
    return value.length;
  }

  synchronized int at(int position) {
    requireAlive();
    return value[position] & 0xff;
  }

  /** Whether this is the same share, byte for byte. */
  public boolean isSame(SecretShare other) {
    byte[] mine = encode();
    byte[] theirs = other.encode();
    try {
      return MessageDigest.isEqual(mine, theirs);
    } finally {
      Arrays.fill(mine, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /**
   * version(1) | threshold(1) | index(1) | check(16) | share | checksum(4); the caller's to erase.
   */
  public synchronized byte[] encode() {
    requireAlive();
    byte[] encoded = new byte[HEADER + value.length + CHECKSUM];
    encoded[0] = VERSION;
    encoded[1] = (byte) threshold;
    encoded[2] = (byte) index;
    System.arraycopy(check.toArray(), 0, encoded, 3, CHECK);
    System.arraycopy(value, 0, encoded, HEADER, value.length);
    byte[] checksum = checksum(encoded);
    System.arraycopy(checksum, 0, encoded, encoded.length - CHECKSUM, CHECKSUM);
    return encoded;
  }

  /**
   * Reads a share.
   *
   * @param encoded stays the caller's to erase
   * @throws DecodingException when it is none, or was copied with a mistake; the message says
   *     nothing of its content
   */
  public static SecretShare decode(byte[] encoded) throws DecodingException {
    if (encoded.length <= HEADER + CHECKSUM || encoded[0] != VERSION) {
      throw new DecodingException("not a share");
    }
    byte[] checksum = Arrays.copyOfRange(encoded, encoded.length - CHECKSUM, encoded.length);
    int threshold = encoded[1] & 0xff;
    int index = encoded[2] & 0xff;
    if (!MessageDigest.isEqual(checksum, checksum(encoded)) || threshold < 1 || index < 1) {
      throw new DecodingException("not a share");
    }
    return new SecretShare(
        threshold,
        index,
        Bytes.of(Arrays.copyOfRange(encoded, 3, HEADER)),
        Arrays.copyOfRange(encoded, HEADER, encoded.length - CHECKSUM));
  }

  private static byte[] checksum(byte[] encoded) {
    byte[] content = Arrays.copyOf(encoded, encoded.length - CHECKSUM);
    try {
      return Arrays.copyOf(Sha256.of(content).toArray(), CHECKSUM);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private void requireAlive() {
    if (destroyed) {
      throw new IllegalStateException("the share is erased");
    }
  }

  @Override
  public synchronized void destroy() {
    Arrays.fill(value, (byte) 0);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "SecretShare[index " + index + ", redacted]";
  }
}
