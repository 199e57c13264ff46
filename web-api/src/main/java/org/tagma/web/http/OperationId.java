package org.tagma.web.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Operation ids: UUIDs of version 7, so they sort by the time of arrival (RFC 9562 section 5.7).
 */
public final class OperationId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private OperationId() {}

  /** A new id for a request that arrives now. */
  public static String next() {
    return of(Clock.systemUTC().millis(), RANDOM.nextLong(), RANDOM.nextLong());
  }

  /**
   * The id of a moment.
   *
   * @param epochMillis the moment, of which 48 bits count
   * @param high random bits, of which 12 count
   * @param low random bits, of which 62 count
   */
  static String of(long epochMillis, long high, long low) {
    long most = (epochMillis << 16) | 0x7000L | (high & 0x0fffL);
    long least = 0x8000_0000_0000_0000L | (low & 0x3fff_ffff_ffff_ffffL);
    return new UUID(most, least).toString();
  }
}
