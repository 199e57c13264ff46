package org.tagma.threshold.frost;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ExpandMessage;
import org.tagma.threshold.transcript.Sha256;

/**
 * A ciphersuite of RFC 9591 section 6: its group and the five hashes.
 *
 * @param contextString the suite's name in sessions and in every hash
 */
public record FrostSuite(String contextString, Curve curve) {
  /** FROST(secp256k1, SHA-256), RFC 9591 section 6.5. */
  public static final FrostSuite SECP256K1 =
      new FrostSuite("FROST-secp256k1-SHA256-v1", Curve.named("SECP256K1"));

  private static final List<FrostSuite> ALL = List.of(SECP256K1);
  private static final int EXPANDED_LENGTH = 48;

  /** Every suite. */
  public static List<FrostSuite> all() {
    return ALL;
  }

  public static Optional<FrostSuite> named(String contextString) {
    return ALL.stream().filter(s -> s.contextString.equals(contextString)).findFirst();
  }

  /** The suite of a key's curve. */
  public static Optional<FrostSuite> of(Curve curve) {
    return ALL.stream().filter(s -> s.curve.equals(curve)).findFirst();
  }

  /** H1: binding factors. */
  public Scalar bindingFactor(byte[] input) {
    return hashToScalar("rho", input);
  }

  /** H2: the challenge over R, the key and the message. */
  public Scalar challenge(byte[] groupCommitment, byte[] publicKey, byte[] message) {
    return hashToScalar("chal", concat(groupCommitment, publicKey, message));
  }

  /** H3: a nonce from 32 fresh random bytes and the secret share. */
  public Scalar nonce(byte[] random, byte[] secretShare) {
    byte[] input = concat(random, secretShare);
    try {
      return hashToScalar("nonce", input);
    } finally {
      Arrays.fill(input, (byte) 0);
    }
  }

  /** H4: the message. */
  public Bytes messageHash(byte[] message) {
    return Sha256.of(label("msg"), message);
  }

  /** H5: the commitment list. */
  public Bytes commitmentHash(byte[] encodedCommitments) {
    return Sha256.of(label("com"), encodedCommitments);
  }

  private Scalar hashToScalar(String label, byte[] input) {
    byte[] expanded = ExpandMessage.xmdSha256(input, label(label), EXPANDED_LENGTH);
    return curve.reduce(new BigInteger(1, expanded));
  }

  private byte[] label(String label) {
    return (contextString + label).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
