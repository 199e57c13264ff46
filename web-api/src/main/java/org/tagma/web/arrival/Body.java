package org.tagma.web.arrival;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A body that was read, erased when its one reader closes it: it may hold a private key, and
 * whoever reads it has a copy to erase.
 */
final class Body extends ByteArrayInputStream {
  private static final int FIRST = 8 << 10;

  private Body(byte[] bytes, int length) {
    super(bytes, 0, length);
  }

  /** All that comes; empty as soon as it is more than {@code limit} bytes. */
  static Optional<Body> read(InputStream in, int limit) throws IOException {
    byte[] bytes = new byte[Math.min(FIRST, limit + 1)];
    int length = 0;
    for (int n = in.read(bytes); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
      length += n;
      if (length > limit) {
        return Optional.empty();
      }
      if (length == bytes.length) {
        bytes = larger(bytes, limit);
      }
    }
    return Optional.of(new Body(bytes, length));
  }

  private static byte[] larger(byte[] bytes, int limit) {
    byte[] larger = Arrays.copyOf(bytes, Math.min(2 * bytes.length, limit + 1));
    Arrays.fill(bytes, (byte) 0);
    return larger;
  }

  @Override
  public void close() {
    Arrays.fill(buf, (byte) 0);
  }
}
