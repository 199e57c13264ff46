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
    byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
    byte[] again = {};
    try {
      byte[] bytes = Base64.getDecoder().decode(ascii);
      again = Base64.getEncoder().encode(bytes);
      return Arrays.equals(again, ascii) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    } finally {
      Arrays.fill(ascii, (byte) 0); // it may be a private key
      Arrays.fill(again, (byte) 0);
    }
  }
}
