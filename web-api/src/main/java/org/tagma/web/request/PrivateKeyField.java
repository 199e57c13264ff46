package org.tagma.web.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.importing.ImportRequest;
import org.tagma.threshold.importing.PrivateKey;

/**
 * The private key in the body of {@code POST /storage/store}. It is decoded from the body's bytes,
 * and its hash put in its place there, before anything else reads the body: what the JSON reader
 * made of it would be a String, which cannot be erased.
 */
public final class PrivateKeyField implements AutoCloseable {
  private static final String NAME = ImportRequest.SECRET;
  private static final byte[] QUOTED = ('"' + NAME + '"').getBytes(StandardCharsets.US_ASCII);
  private static final int NONE = -1;

  private final byte[] privateKey;
  private final String redacted; // what stands in the body now; empty where there was nothing

  private PrivateKeyField(byte[] privateKey, String redacted) {
    this.privateKey = privateKey;
    this.redacted = redacted;
  }

  /**
   * Takes the private key out of a body, which need not be JSON yet.
   *
   * @param body has {@link ImportRequest#redacted} in the place of the private key afterwards
   * @throws OperationFailed INVALID_BASE64, or INVALID_REQUEST_BODY for another length; the body is
   *     as it was and should be read no further
   */
  public static PrivateKeyField takenFrom(byte[] body) throws OperationFailed {
    int start = textAt(body);
    if (start == NONE) {
      return new PrivateKeyField(new byte[0], "");
    }
    int end = end(body, start);
    byte[] text = unescaped(body, start + 1, end);
    try {
      byte[] privateKey = decoded(text);
      String redacted = ImportRequest.redacted(privateKey);
      replace(body, start, end, redacted);
      return new PrivateKeyField(privateKey, redacted);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] decoded(byte[] text) throws OperationFailed {
    Optional<byte[]> decoded = Base64Text.decode(text);
    if (decoded.isEmpty()) {
      throw new OperationFailed(
          ErrorType.INVALID_BASE64,
          "field '" + NAME + "' is not base64 (standard alphabet, with padding)");
    }
    if (decoded.get().length != PrivateKey.LENGTH) {
      Arrays.fill(decoded.get(), (byte) 0);
      throw RequestReader.invalid(
          "field '"
              + NAME
              + "' is no private key: a private key has "
              + PrivateKey.LENGTH
              + " bytes");
    }
    return decoded.get();
  }

  /**
   * The private key, {@link PrivateKey#LENGTH} bytes, for the caller to erase.
   *
   * @param request what the JSON reader found in the body
   * @throws OperationFailed INVALID_REQUEST_BODY when that has no private key, or another one
   */
  byte[] of(RequestReader request) throws OperationFailed {
    if (!request.text(NAME).equals(redacted)) {
      // the bytes of a name that is written with escapes are not found in the body
      throw RequestReader.invalid("field '" + NAME + "': its name may not be written with escapes");
    }
    return privateKey;
  }

  /** Erases the private key, if nobody did. */
  @Override
  public void close() {
    Arrays.fill(privateKey, (byte) 0);
  }

  @Override
  public String toString() {
    return "PrivateKeyField[redacted]";
  }

  /** Where the text of the outermost object's member begins, at its quotation mark. */
  private static int textAt(byte[] body) {
    int depth = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '{' || body[i] == '[') {
        depth++;
      } else if (body[i] == '}' || body[i] == ']') {
        depth--;
      } else if (body[i] == '"') {
        int end = end(body, i);
        int text = depth == 1 && isName(body, i, end) ? textAfterColon(body, end + 1) : NONE;
        if (text != NONE) {
          return text;
        }
        i = end;
      }
    }
    return NONE;
  }

  private static boolean isName(byte[] body, int start, int end) {
    return end < body.length && Arrays.equals(body, start, end + 1, QUOTED, 0, QUOTED.length);
  }

  private static int textAfterColon(byte[] body, int from) {
    int colon = nextToken(body, from);
    if (colon == NONE || body[colon] != ':') {
      return NONE;
    }
    int value = nextToken(body, colon + 1);
    return value != NONE && body[value] == '"' && end(body, value) < body.length ? value : NONE;
  }

  private static int nextToken(byte[] body, int from) {
    for (int i = from; i < body.length; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\n' && body[i] != '\r') {
        return i;
      }
    }
    return NONE;
  }

  /** Where the text that begins at {@code start} ends, at its quotation mark or with the body. */
  private static int end(byte[] body, int start) {
    int i = start + 1;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, body.length);
  }

  /**
   * A text without the escapes that base64 can be written with (RFC 8259 section 7), of a solidus
   * and by number: there are clients that escape every solidus or plus. Others stay, and are no
   * base64.
   */
  private static byte[] unescaped(byte[] body, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      text[length] = body[i];
      if (body[i] == '\\' && body[i + 1] == '/') {
        text[length] = body[++i];
      } else if (body[i] == '\\' && body[i + 1] == 'u' && i + 5 < to) {
        text[length] = ascii(body, i + 2);
        i += 5;
      }
      length++;
    }
    byte[] exact = Arrays.copyOf(text, length);
    Arrays.fill(text, (byte) 0);
    return exact;
  }

  /** The character with those four hexadecimal digits; a backslash where it is not of ASCII. */
  private static byte ascii(byte[] body, int digits) {
    int value = 0;
    for (int i = digits; i < digits + 4; i++) {
      int digit = Character.digit(body[i], 16);
      value = digit < 0 || value > 0xfff ? 0xffff : 16 * value + digit;
    }
    return value < 0x80 ? (byte) value : (byte) '\\';
  }

  /** The text with its quotation marks, which is no longer than the one before, and blanks. */
  private static void replace(byte[] body, int start, int end, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(body, start, end + 1, (byte) ' ');
    System.arraycopy(ascii, 0, body, start + 1, ascii.length);
    body[start] = '"';
    body[start + 1 + ascii.length] = '"';
  }
}
