package org.tagma.threshold.transcript;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;

/**
 * A sequence of typed items in the one encoding that transcripts, session ids and certificates are
 * hashed in ({@code spec/protocols.md} 1.3 and 9): {@code type(1) | length(u32 big endian) |
 * payload}. The encoding is injective: two sequences are equal exactly if their bytes are.
 *
 * <p>Immutable: each method returns a longer sequence. The encoding of the sequence is the
 * concatenation of its items, with no outer list.
 */
public final class Tlv {
  static final int BYTES = 1;
  static final int INTEGER = 2;
  static final int POINT = 3;
  static final int TEXT = 4;
  static final int U32 = 5;
  static final int LIST = 6;
  static final int HEADER = 5;

  private static final Tlv EMPTY = new Tlv(new byte[0], 0);

  private final byte[] encoded;
  private final int count;

  private Tlv(byte[] encoded, int count) {
    this.encoded = encoded;
    this.count = count;
  }

  /** No items. */
  public static Tlv of() {
    return EMPTY;
  }

  /** Appends a string of bytes; also what an absent value is, with no bytes. */
  public Tlv bytes(byte[] value) {
    return item(BYTES, value);
  }

  /** Appends a string of bytes. */
  public Tlv bytes(Bytes value) {
    return item(BYTES, value.raw());
  }

  /** Appends a signed integer of any size: a sign byte, then the minimal magnitude. */
  public Tlv integer(BigInteger value) {
    byte[] magnitude = value.abs().toByteArray();
    int skip = magnitude[0] == 0 ? 1 : 0; // zero has no magnitude byte at all
    byte[] payload = new byte[1 + magnitude.length - skip];
    payload[0] = (byte) (value.signum() < 0 ? 1 : 0);
    System.arraycopy(magnitude, skip, payload, 1, magnitude.length - skip);
    return item(INTEGER, payload);
  }

  /** Appends a signed integer. */
  public Tlv integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  /**
   * Appends a curve point in its canonical compressed encoding.
   *
   * @throws IllegalStateException for the identity
   */
  public Tlv point(Point value) {
    return item(POINT, value.encode());
  }

  /**
   * Appends text as UTF-8, not normalised.
   *
   * @throws IllegalArgumentException if it holds a lone surrogate
   */
  public Tlv text(String value) {
    try {
      return item(TEXT, Utf8.encode(value));
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Appends an unsigned 32-bit number: keepers, counters, t and n.
   *
   * @throws IllegalArgumentException unless {@code 0 <= value < 2^32}
   */
  public Tlv u32(long value) {
    if (value < 0 || value > 0xffff_ffffL) {
      throw new IllegalArgumentException("not an unsigned 32-bit number");
    }
    return item(U32, u32Bytes(value));
  }

  /** Appends all the items of {@code items}, with no list around them. */
  public Tlv append(Tlv items) {
    byte[] longer =
        ByteBuffer.allocate(encoded.length + items.encoded.length)
            .put(encoded)
            .put(items.encoded)
            .array();
    return new Tlv(longer, count + items.count);
  }

  /** Appends one list of all the items of {@code items}. */
  public Tlv list(Tlv... items) {
    return list(List.of(items));
  }

  /** Appends one list of all the items of {@code items}; each of them is any number of items. */
  public Tlv list(List<Tlv> items) {
    int length = 4;
    int total = 0;
    for (Tlv item : items) {
      length = Math.addExact(length, item.encoded.length);
      total += item.count;
    }
    ByteBuffer payload = ByteBuffer.allocate(length).putInt(total);
    for (Tlv item : items) {
      payload.put(item.encoded);
    }
    return item(LIST, payload.array());
  }

  /** The bytes of the sequence, a fresh array. */
  public byte[] encode() {
    return encoded.clone();
  }

  /** The bytes of the sequence as text: how JSON carries a big integer, as its one item. */
  public String base64Url() {
    return Bytes.of(encoded).base64Url();
  }

  /** SHA-256 of the bytes of the sequence. */
  public Bytes sha256() {
    return Sha256.of(encoded);
  }

  /** The number of items at the top level. */
  public int count() {
    return count;
  }

  private Tlv item(int type, byte[] payload) {
    byte[] longer =
        ByteBuffer.allocate(encoded.length + HEADER + payload.length)
            .put(encoded)
            .put((byte) type)
            .putInt(payload.length)
            .put(payload)
            .array();
    return new Tlv(longer, count + 1);
  }

  static byte[] u32Bytes(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }
}
