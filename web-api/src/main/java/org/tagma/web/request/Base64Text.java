package org.tagma.web.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Base64 with the standard alphabet and padding (RFC 4648 section 4), and one text for each value:
 * no white space, no missing padding, no stray bits.
 */
final class Base64Text {
  private Base64Text() {}

  /** The bytes of a text, or nothing when it is no such base64. */
  static Optional<byte[]> decode(String text) {
    return decode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a text that may be a secret: nothing of it is left but these bytes. */
  static Optional<byte[]> decode(byte[] text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    byte[] again = Base64.getEncoder().encode(bytes);
    boolean canonical = Arrays.equals(again, text);
    Arrays.fill(again, (byte) 0);
    if (!canonical) {
      Arrays.fill(bytes, (byte) 0);
    }
    return canonical ? Optional.of(bytes) : Optional.empty();
  }
}
