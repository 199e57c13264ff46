package org.tagma.threshold.transcript;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;

/**
 * Reads a {@link Tlv} sequence item by item and refuses every form that {@link Tlv} does not write.
 *
 * <p>The reader expects types; an item of another type is an error. Who has read all it expects
 * calls {@link #end()}.
 */
public final class TlvReader {
  private final byte[] encoded;
  private final int limit;
  private int at;

  /** Reads {@code encoded}, which must not change meanwhile. */
  public TlvReader(byte[] encoded) {
    this(encoded, 0, encoded.length);
  }

  /** Reads {@code encoded}. */
  public TlvReader(Bytes encoded) {
    this(encoded.raw());
  }

  private TlvReader(byte[] encoded, int from, int limit) {
    this.encoded = encoded;
    this.at = from;
    this.limit = limit;
  }

  /** Whether every item has been read. */
  public boolean atEnd() {
    return at == limit;
  }

  /** Checks that every item has been read. */
  public void end() throws DecodingException {
    if (!atEnd()) {
      throw new DecodingException("bytes after the last item");
    }
  }

  /** The type of the next item: 1 bytes, 2 integer, 3 point, 4 text, 5 u32, 6 list. */
  public int peekType() throws DecodingException {
    payloadLength();
    return encoded[at];
  }

  /** The next item, a string of bytes. */
  public Bytes bytes() throws DecodingException {
    return Bytes.of(payload(Tlv.BYTES));
  }

  /** The next item, a signed integer in its minimal form. */
  public BigInteger integer() throws DecodingException {
    byte[] payload = payload(Tlv.INTEGER);
    if (payload.length == 0 || payload[0] < 0 || payload[0] > 1) {
      throw new DecodingException("sign byte");
    }
    if (payload.length > 1 && payload[1] == 0) {
      throw new DecodingException("leading zero");
    }
    if (payload.length == 1 && payload[0] == 1) {
      throw new DecodingException("negative zero");
    }
    BigInteger magnitude = new BigInteger(1, payload, 1, payload.length - 1);
    return payload[0] == 1 ? magnitude.negate() : magnitude;
  }

  /** The next item, a point of {@code curve}, decoded as {@link Curve#decodePoint} does. */
  public Point point(Curve curve) throws DecodingException {
    return curve.decodePoint(payload(Tlv.POINT));
  }

  /** The next item, text. */
  public String text() throws DecodingException {
    byte[] payload = payload(Tlv.TEXT);
    return Utf8.decode(payload, 0, payload.length);
  }

  /** The next item, an unsigned 32-bit number. */
  public long u32() throws DecodingException {
    byte[] payload = payload(Tlv.U32);
    if (payload.length != 4) {
      throw new DecodingException("u32 length");
    }
    return ByteBuffer.wrap(payload).getInt() & 0xffff_ffffL;
  }

  /** The next item, a list, as a reader of its items; their number is the one it declares. */
  public TlvReader list() throws DecodingException {
    int length = lengthOf(Tlv.LIST);
    int from = at + Tlv.HEADER;
    if (length < 4) {
      throw new DecodingException("list count");
    }
    long declared = ByteBuffer.wrap(encoded, from, 4).getInt() & 0xffff_ffffL;
    TlvReader items = new TlvReader(encoded, from + 4, from + length);
    if (items.countItems() != declared) {
      throw new DecodingException("list count");
    }
    at = from + length;
    return items;
  }

  private long countItems() throws DecodingException {
    TlvReader walk = new TlvReader(encoded, at, limit);
    long items = 0;
    for (; !walk.atEnd(); items++) {
      walk.at += Tlv.HEADER + walk.payloadLength();
    }
    return items;
  }

  private byte[] payload(int type) throws DecodingException {
    int length = lengthOf(type);
    int from = at + Tlv.HEADER;
    at = from + length;
    return Arrays.copyOfRange(encoded, from, at);
  }

  private int lengthOf(int type) throws DecodingException {
    int length = payloadLength();
    if (encoded[at] != type) {
      throw new DecodingException("item of another type");
    }
    return length;
  }

  /** The payload length of the item at {@code at}, whose header and payload are all there. */
  private int payloadLength() throws DecodingException {
    if (limit - at < Tlv.HEADER) {
      throw new DecodingException("truncated header");
    }
    if (encoded[at] < Tlv.BYTES || encoded[at] > Tlv.LIST) {
      throw new DecodingException("unknown type");
    }
    int length = ByteBuffer.wrap(encoded, at + 1, 4).getInt();
    if (length < 0 || length > limit - at - Tlv.HEADER) {
      throw new DecodingException("truncated payload");
    }
    return length;
  }
}
