package org.tagma.threshold.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;

/**
 * Shamir's secret sharing of a string of bytes (A. Shamir, How to share a secret, 1979): each byte
 * is the constant of a polynomial of its own over the field of 256 elements. Any {@code threshold}
 * shares give the secret; fewer are distributed alike whatever the secret is. The check value
 * beside them is a hash of the secret, so it says nothing useful about a random key, and a secret
 * that could be guessed must not be shared so.
 */
public final class SecretSharing {
  /** The most shares there can be: the field has so many elements other than 0. */
  public static final int MOST = 255;

  /** The shortest secret, in bytes: what is shorter could be guessed from its check value. */
  public static final int SHORTEST = 16;

  private static final byte[] LABEL =
      "tagma/secret-sharing/v1\0".getBytes(StandardCharsets.US_ASCII);

  private SecretSharing() {}

  /**
   * Splits a secret.
   *
   * @param secret random, at least {@link #SHORTEST} bytes; stays the caller's to erase
   * @return shares 1 to {@code total}
   * @throws IllegalArgumentException unless {@code 1 <= threshold <= total <= 255} and the secret
   *     is long enough
   */
  public static List<SecretShare> split(
      byte[] secret, int threshold, int total, SecureRandom random) {
    if (threshold < 1 || threshold > total || total > MOST || secret.length < SHORTEST) {
      throw new IllegalArgumentException("1 <= threshold <= total <= " + MOST + " is needed");
    }
    byte[][] coefficients = new byte[threshold][];
    coefficients[0] = secret.clone();
    for (int k = 1; k < threshold; k++) {
      coefficients[k] = new byte[secret.length];
      random.nextBytes(coefficients[k]);
    }
    Bytes check = check(secret);
    try {
      return IntStream.rangeClosed(1, total)
          .mapToObj(x -> new SecretShare(threshold, x, check, values(coefficients, x)))
          .toList();
    } finally {
      for (byte[] coefficient : coefficients) {
        Arrays.fill(coefficient, (byte) 0);
      }
    }
  }

  /**
   * Puts a secret together again, from all the shares given.
   *
   * @param shares stay the caller's to erase
   * @return the secret, the caller's to erase; empty when the shares are too few, repeated, of
   *     different secrets, or when any of them is wrong: which one, and where, does not show
   */
  public static Optional<byte[]> combine(List<SecretShare> shares) {
    if (!belongTogether(shares)) {
      return Optional.empty();
    }
    byte[] secret = interpolate(shares);
    if (check(secret).equals(shares.get(0).check())) {
      return Optional.of(secret);
    }
    Arrays.fill(secret, (byte) 0);
    return Optional.empty();
  }

  /** The values at 0 of the polynomials through these points. */
  static byte[] interpolate(List<SecretShare> shares) {
    List<Integer> indices = shares.stream().map(SecretShare::index).toList();
    byte[] values = new byte[shares.get(0).length()];
    for (SecretShare share : shares) {
      int weight = lagrangeAtZero(share.index(), indices);
      for (int i = 0; i < values.length; i++) {
        values[i] ^= (byte) Gf256.times(weight, share.at(i));
      }
    }
    return values;
  }

  private static boolean belongTogether(List<SecretShare> shares) {
    if (shares.isEmpty() || shares.size() < shares.get(0).threshold()) {
      return false;
    }
    SecretShare first = shares.get(0);
    return shares.stream().map(SecretShare::index).distinct().count() == shares.size()
        && shares.stream()
            .allMatch(
                s ->
                    s.check().equals(first.check())
                        && s.threshold() == first.threshold()
                        && s.length() == first.length());
  }

  /** The values of all polynomials at x, by Horner's rule. */
  private static byte[] values(byte[][] coefficients, int x) {
    byte[] values = new byte[coefficients[0].length];
    for (int k = coefficients.length - 1; k >= 0; k--) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (Gf256.times(values[i] & 0xff, x) ^ coefficients[k][i]);
      }
    }
    return values;
  }

  /** The product of j / (j - i) over all other indices j; subtraction is XOR. */
  private static int lagrangeAtZero(int index, List<Integer> indices) {
    List<Integer> others = new ArrayList<>(indices);
    others.remove(Integer.valueOf(index));
    int coefficient = 1;
    for (int other : others) {
      coefficient = Gf256.times(coefficient, Gf256.times(other, Gf256.inverse(other ^ index)));
    }
    return coefficient;
  }

  private static Bytes check(byte[] secret) {
    return Bytes.of(Arrays.copyOf(Sha256.of(LABEL, secret).toArray(), SecretShare.CHECK));
  }
}
