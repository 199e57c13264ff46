package org.tagma.server.launch;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The path of a request target as it was sent, and whether a server can make sense of it. */
final class RequestPath {
  // pct-encoded = "%" HEXDIG HEXDIG, RFC 3986 section 2.1
  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private RequestPath() {}

  /**
   * Whether the path is percent-encoded UTF-8 without zeros and backslashes, and stays below the
   * root. The asterisk of {@code OPTIONS *} is nothing to decode.
   */
  static boolean decodable(String path) {
    if (path.indexOf('%') < 0 && path.indexOf('\\') < 0 && !path.contains("..")) {
      return true; // nearly always
    }
    if (STRAY_PERCENT.matcher(path).find()) {
      return false;
    }
    String decoded = decoded(path);
    return decoded != null
        && decoded.indexOf('\0') < 0
        && decoded.indexOf('\\') < 0
        && belowRoot(decoded);
  }

  /** A decodable path that shows the one that was sent. */
  static String escaped(String path) {
    return path.replace("%", "%25").replace("\\", "%255C").replace("..", "%252E%252E");
  }

  private static String decoded(String path) {
    // as Latin-1, each octet is one character; then strictly as UTF-8; a plus is a plus in a path
    String octets = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static boolean belowRoot(String path) {
    int depth = 0;
    for (String segment : path.split("/")) {
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }
}
