package org.tagma.web.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;

/**
 * Where a page of audit records ended: the sequence number of its last record, as an opaque text.
 */
final class Cursor {
  private static final byte VERSION = 1;

  private Cursor() {}

  /** The text for a sequence number. */
  static String of(long sequence) {
    byte[] bytes = ByteBuffer.allocate(1 + Long.BYTES).put(VERSION).putLong(sequence).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The sequence number behind a text; only texts made by {@link #of} are read. */
  static long sequence(String cursor) throws OperationFailed {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      bytes.get();
      long sequence = bytes.getLong();
      if (sequence >= 0 && of(sequence).equals(cursor)) {
        return sequence;
      }
    } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
      // told below
    }
    throw new OperationFailed(
        ErrorType.INVALID_CURSOR, "query parameter 'cursor' is none that this keeper gave");
  }
}
