package org.tagma.web.arrival;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static final int LIMIT = 40_000;

  /** Comes in pieces, as from a network. */
  private static InputStream dripping(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] b, int off, int len) {
        return super.read(b, off, Math.min(len, 1_000));
      }
    };
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 16_384, 39_999, LIMIT})
  void isReadAsItComesAndErasedWhenItIsClosed(int length) throws IOException {
    byte[] sent = bytes(length);
    for (InputStream in : List.of(new ByteArrayInputStream(sent), dripping(sent))) {
      Body body = Body.read(in, LIMIT).orElseThrow();
      assertArrayEquals(sent, body.readAllBytes());
      body.close();
      body.reset();
      assertArrayEquals(new byte[length], body.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT + 1, LIMIT + 2, 3 * LIMIT})
  void isReadToTheLimitAndNoFurther(int length) throws IOException {
    InputStream in = dripping(bytes(length));
    assertEquals(Optional.empty(), Body.read(in, LIMIT));
    assertEquals(length - LIMIT - 1, in.available());
  }

  @Test
  void smallLimitsHoldToo() throws IOException {
    assertTrue(Body.read(dripping(bytes(3)), 3).isPresent());
    assertTrue(Body.read(dripping(bytes(4)), 3).isEmpty());
    assertTrue(Body.read(dripping(bytes(0)), 0).isPresent());
    assertTrue(Body.read(dripping(bytes(1)), 0).isEmpty());
  }
}
