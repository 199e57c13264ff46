package org.tagma.threshold.transcript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tagma.threshold.group.DecodingException;

/** UTF-8 that refuses instead of replacing: overlong forms and surrogates are errors. */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes, int from, int length) throws DecodingException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new DecodingException("not UTF-8");
    }
  }

  static byte[] encode(String text) throws DecodingException {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new DecodingException("a lone surrogate has no UTF-8 form");
    }
  }
}
