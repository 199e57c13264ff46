package org.tagma.threshold.frost;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.ExpandMessage;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Sha512;
import org.tagma.threshold.transcript.TaggedHash;

/** A ciphersuite of RFC 9591 section 6, or of BIP-340: its group, five hashes, and encoding. */
@SuppressWarnings("ImmutableEnumChecker") // a curve never changes
public enum FrostSuite {
  /** FROST(Ed25519, SHA-512), RFC 9591 section 6.1: signatures of RFC 8032. */
  ED25519("FROST-ED25519-SHA512-v1", "ED25519"),

  /** FROST(P-256, SHA-256), RFC 9591 section 6.4. */
  P256("FROST-P256-SHA256-v1", "P256"),

  /** FROST(secp256k1, SHA-256), RFC 9591 section 6.5. */
  SECP256K1("FROST-secp256k1-SHA256-v1", "SECP256K1"),

  /** Signatures of BIP-340, for plain and for Taproot keys (spec/protocols.md 2.3). */
  BIP340("FROST-secp256k1-SHA256-TR-v1", "SECP256K1");

  private static final int EXPANDED_LENGTH = 48;
  private static final byte EVEN = 2; // SEC 1 section 2.3.3

  private final String contextString;
  private final Curve curve;

  FrostSuite(String contextString, String curve) {
    this.contextString = contextString;
    this.curve = Curve.named(curve);
  }

  /** The suite's name in sessions and in every hash. */
  public String contextString() {
    return contextString;
  }

  public Curve curve() {
    return curve;
  }

  /** Every suite. */
  public static List<FrostSuite> all() {
    return List.of(values());
  }

  public static Optional<FrostSuite> named(String contextString) {
    return all().stream().filter(s -> s.contextString.equals(contextString)).findFirst();
  }

  /** RFC 9591's suite of a key's curve. */
  public static Optional<FrostSuite> of(Curve curve) {
    return all().stream().filter(s -> s != BIP340 && s.curve.equals(curve)).findFirst();
  }

  /** H1: binding factors. */
  public Scalar bindingFactor(byte[] input) {
    return hashToScalar("rho", input);
  }

  /** H2: the challenge over R, the key and the message. */
  public Scalar challenge(byte[] groupCommitment, byte[] publicKey, byte[] message) {
    return switch (this) {
      case ED25519 -> littleEndian(Sha512.of(groupCommitment, publicKey, message));
      case BIP340 -> {
        byte[] input = concat(xOnly(groupCommitment), xOnly(publicKey), message);
        yield curve.reduce(bigEndian(TaggedHash.of("BIP0340/challenge", input)));
      }
      case P256, SECP256K1 -> hashToScalar("chal", concat(groupCommitment, publicKey, message));
    };
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
    return hash("msg", message);
  }

  /** H5: the commitment list. */
  public Bytes commitmentHash(byte[] encodedCommitments) {
    return hash("com", encodedCommitments);
  }

  private Bytes hash(String label, byte[] input) {
    return this == ED25519 ? Sha512.of(label(label), input) : Sha256.of(label(label), input);
  }

  private Scalar hashToScalar(String label, byte[] input) {
    if (this == ED25519) {
      return littleEndian(hash(label, input));
    }
    byte[] expanded = ExpandMessage.xmdSha256(input, label(label), EXPANDED_LENGTH);
    return curve.reduce(new BigInteger(1, expanded));
  }

  private Scalar littleEndian(Bytes bytes) {
    byte[] reversed = bytes.toArray();
    for (int i = 0; i < reversed.length / 2; i++) {
      byte low = reversed[i];
      reversed[i] = reversed[reversed.length - 1 - i];
      reversed[reversed.length - 1 - i] = low;
    }
    return curve.reduce(new BigInteger(1, reversed));
  }

  static BigInteger bigEndian(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }

  private byte[] label(String label) {
    return (contextString + label).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether the suite takes -P for {@code point}: BIP-340 knows keys and commitments by x alone,
   * and means the point with even y.
   */
  boolean flips(Point point) {
    return this == BIP340 && point.encode()[0] != EVEN;
  }

  /** The signature: R, or its x in BIP-340, then z. */
  public Bytes signature(Point groupCommitment, Scalar response) {
    byte[] encoded = groupCommitment.encode();
    return Bytes.of(concat(this == BIP340 ? xOnly(encoded) : encoded, response.encode()));
  }

  /** The bytes of a signature. */
  public int signatureLength() {
    return curve.pointLength() + curve.scalarLength() - (this == BIP340 ? 1 : 0);
  }

  /** R as {@link Point#encode} writes it, from a signature of the right length. */
  byte[] groupCommitment(byte[] signature) {
    byte[] encoded = Arrays.copyOf(signature, signature.length - curve.scalarLength());
    return this == BIP340 ? concat(new byte[] {EVEN}, encoded) : encoded;
  }

  /** The x of an encoded point, 32 bytes. */
  static byte[] xOnly(byte[] encoded) {
    return Arrays.copyOfRange(encoded, 1, encoded.length);
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
