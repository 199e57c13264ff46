package org.tagma.protocols.operation;

import java.util.Arrays;
import java.util.List;

/**
 * The shares of a new Shamir seal, as people will keep them.
 *
 * @param threshold how many of them open the seal
 * @param shares the encoded shares, 1 first
 */
public record SealShares(int threshold, List<byte[]> shares) {
  public SealShares {
    shares = List.copyOf(shares);
  }

  /** How many shares there are. */
  public int total() {
    return shares.size();
  }

  /** Erases the shares. */
  public void erase() {
    shares.forEach(share -> Arrays.fill(share, (byte) 0));
  }

  @Override
  public String toString() {
    return "SealShares[" + threshold + " of " + total() + ", redacted]";
  }
}
