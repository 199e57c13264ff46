package org.tagma.persistence.keys;

/**
 * Which ends of uses are asked for, in the order of time.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 * @param afterNotAfter the moment of the last one of the page before, or 0
 * @param afterRow its row, or 0
 * @param limit 1 to 1000
 */
public record ExpiryFilter(
    Expiry.Use use, long from, long to, long afterNotAfter, long afterRow, int limit) {
  private static final int LONGEST_PAGE = 1000;

  public ExpiryFilter {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit must be 1 to " + LONGEST_PAGE);
    }
  }
}
