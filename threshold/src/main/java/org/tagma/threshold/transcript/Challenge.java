package org.tagma.threshold.transcript;

import java.math.BigInteger;
import java.security.MessageDigest;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.Scalar;

/**
 * A verifier's challenge, recomputed from everything public (Fiat-Shamir, {@code spec/protocols.md}
 * 1.3): SHA-512 of the transcript is the seed of a stream of bytes.
 */
public final class Challenge {
  private static final int INTEGER_BYTES = 32;

  private final byte[] seed;

  private Challenge(byte[] seed) {
    this.seed = seed;
  }

  /**
   * The challenge of a proof.
   *
   * @param proof the proof's label, for instance {@code sch}
   * @param context what the proof is bound to
   * @param statement the items of the statement: all public inputs
   * @param commitment the items of the prover's commitment
   */
  public static Challenge of(String proof, ProofContext context, Tlv statement, Tlv commitment) {
    return new Challenge(
        Sha256.digest("SHA-512").digest(transcript(proof, context, statement, commitment)));
  }

  static byte[] transcript(String proof, ProofContext context, Tlv statement, Tlv commitment) {
    return Tlv.of()
        .text("keeper/zk/v1")
        .text(proof)
        .text(context.suite())
        .bytes(context.sid())
        .u32(context.prover())
        .u32(context.verifier())
        .bytes(context.bind())
        .list(statement)
        .list(commitment)
        .encode();
  }

  /** e, reduced modulo the curve's order, as EC equations use it. */
  public Scalar scalar(Curve curve) {
    return curve.reduce(integer());
  }

  /** e, the first 32 bytes of the stream as a non-negative integer, big endian. */
  public BigInteger integer() {
    return new BigInteger(1, stream(INTEGER_BYTES));
  }

  /** The first {@code n} bytes of the stream. */
  public byte[] stream(int n) {
    MessageDigest digest = Sha256.digest("SHA-512");
    byte[] stream = new byte[n];
    int at = 0;
    for (int j = 0; at < n; j++) {
      digest.update(seed);
      byte[] block = digest.digest(Tlv.u32Bytes(j));
      int length = Math.min(block.length, n - at);
      System.arraycopy(block, 0, stream, at, length);
      at += length;
    }
    return stream;
  }

  Bytes seed() {
    return Bytes.of(seed);
  }
}
