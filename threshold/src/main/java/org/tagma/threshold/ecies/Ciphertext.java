package org.tagma.threshold.ecies;

import java.util.Optional;
import org.tagma.threshold.cipher.AesGcm;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/**
 * What a client keeps: TLV(generation, version, suite, keyId, u, uh, e, f, kc, c), uh, e and f only
 * in {@code tecies-v1} (spec/protocols.md 3.2 and 9, item 23).
 *
 * @param header everything but the body, with the body's hash
 * @param keyCommitment kc, 32 bytes: the cipher alone does not commit to its key
 * @param body c, the cipher's output with its tag
 */
public record Ciphertext(CiphertextHeader header, Bytes keyCommitment, Bytes body) {
  /** A plaintext is at most 7 MiB. */
  public static final int MAX_PLAINTEXT = 7 << 20;

  /** Bytes of an encoding at the most: the body, and a kilobyte for everything else. */
  public static final int MAX_ENCODED = MAX_PLAINTEXT + AesGcm.TAG + 1024;

  /** Puts the hash of the body into the header. */
  static Ciphertext of(CiphertextHeader bodiless, Bytes keyCommitment, Bytes body) {
    Bytes hash = Sha256.of(keyCommitment.toArray(), body.toArray());
    return new Ciphertext(bodiless.withBody(hash), keyCommitment, body);
  }

  /** The same with a proof. */
  Ciphertext proved(CiphertextProof proof) {
    CiphertextHeader proved =
        new CiphertextHeader(
            header.generation(),
            header.suite(),
            header.keyId(),
            header.u(),
            Optional.of(proof),
            header.bodyHash());
    return new Ciphertext(proved, keyCommitment, body);
  }

  /** The bytes to keep or send. */
  public byte[] encode() {
    return header
        .items(Tlv.of().u32(header.generation()))
        .bytes(keyCommitment)
        .bytes(body)
        .encode();
  }

  /**
   * Reads {@link #encode} strictly, its form only: whether the proof holds is another question.
   *
   * @throws DecodingException for anything else, however long
   */
  public static Ciphertext decode(byte[] encoded) throws DecodingException {
    if (encoded.length > MAX_ENCODED) {
      throw new DecodingException("too long");
    }
    TlvReader reader = new TlvReader(encoded);
    CiphertextHeader header = CiphertextHeader.read(reader);
    Bytes keyCommitment = reader.bytes();
    Bytes body = reader.bytes();
    reader.end();
    if (keyCommitment.length() != KeySchedule.COMMITMENT || body.length() < AesGcm.TAG) {
      throw new DecodingException("no whole body");
    }
    return of(header, keyCommitment, body);
  }
}
