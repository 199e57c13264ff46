package org.tagma.threshold.transcript;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.tagma.threshold.group.DecodingException;

/** An immutable string of public bytes, ordered as unsigned numbers are. */
public final class Bytes implements Comparable<Bytes> {
  private static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final int SHOWN = 8;

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** A copy of {@code value}. */
  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  /** No bytes. */
  public static Bytes empty() {
    return EMPTY;
  }

  /**
   * The bytes of an even number of hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** Strict base64url (RFC 4648 section 5): no padding, no white space, unused bits zero. */
  public static Bytes fromBase64Url(String text) throws DecodingException {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not base64url");
    }
    Bytes bytes = new Bytes(decoded);
    if (!bytes.base64Url().equals(text)) {
      throw new DecodingException("not canonical base64url");
    }
    return bytes;
  }

  /** Strict base64 (RFC 4648 section 4): padded, no white space, unused bits zero. */
  public static Bytes fromBase64(String text) throws DecodingException {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not base64");
    }
    if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
      throw new DecodingException("not canonical base64");
    }
    return new Bytes(decoded);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return value.clone();
  }

  /** The number of bytes. */
  public int length() {
    return value.length;
  }

  /** Lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** base64url without padding. */
  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
  }

  /** The bytes themselves, for readers in this package that do not change them. */
  byte[] raw() {
    return value;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** At most the first eight bytes in hexadecimal digits: enough to recognise, not to reveal. */
  @Override
  public String toString() {
    return value.length <= SHOWN ? hex() : HexFormat.of().formatHex(value, 0, SHOWN) + "\u2026";
  }
}
