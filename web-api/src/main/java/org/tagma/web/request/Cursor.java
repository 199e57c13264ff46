package org.tagma.web.request;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/** Where a page ended: the numbers that tell its last row from all others, as an opaque text. */
public final class Cursor {
  private static final byte VERSION = 1;

  private Cursor() {}

  /** The text for these numbers. */
  public static String of(long... place) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + place.length * Long.BYTES).put(VERSION);
    Arrays.stream(place).forEach(bytes::putLong);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * The numbers behind a text; only texts made by {@link #of} are read.
   *
   * @param count how many there have to be; none is negative
   */
  public static long[] place(String cursor, int count) throws OperationFailed {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      if (bytes.length == 1 + count * Long.BYTES) {
        long[] place = new long[count];
        ByteBuffer.wrap(bytes, 1, bytes.length - 1).asLongBuffer().get(place);
        if (of(place).equals(cursor) && Arrays.stream(place).allMatch(number -> number >= 0)) {
          return place;
        }
      }
    } catch (IllegalArgumentException notOurs) {
      // told below
    }
    throw new OperationFailed(
        ErrorType.INVALID_CURSOR, "query parameter 'cursor' is none that this keeper gave");
  }
}
