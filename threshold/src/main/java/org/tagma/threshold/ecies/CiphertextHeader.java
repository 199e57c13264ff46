package org.tagma.threshold.ecies;

import java.util.Optional;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Tlv;
import org.tagma.threshold.transcript.TlvReader;

/**
 * A ciphertext without its body: all that a keeper needs to see.
 *
 * @param generation of the key, from 1
 * @param u rG
 * @param proof absent in {@code ecies-plain-v1}
 * @param bodyHash SHA-256(kc | c), 32 bytes
 */
public record CiphertextHeader(
    int generation,
    EciesSuite suite,
    String keyId,
    Point u,
    Optional<CiphertextProof> proof,
    Bytes bodyHash) {
  /** The version with a proof. */
  public static final String TECIES = "tecies-v1";

  /** The version without. */
  public static final String PLAIN = "ecies-plain-v1";

  private static final int MAX_KEY_ID = 255;

  /** {@link #TECIES} or {@link #PLAIN}. */
  public String version() {
    return proof.isPresent() ? TECIES : PLAIN;
  }

  /** Whether this is {@code ecies-plain-v1}, which only keys made for it decrypt. */
  public boolean isPlain() {
    return proof.isEmpty();
  }

  /**
   * What the partial decryptions are bound to: SHA-256 of all items but the generation, which the
   * session names (spec/protocols.md 9, item 24).
   */
  public Bytes hash() {
    return items(Tlv.of()).bytes(bodyHash).sha256();
  }

  /** TLV(generation, version, suite, keyId, u, uh, e, f, SHA-256(kc | c)). */
  public byte[] encode() {
    return items(Tlv.of().u32(generation)).bytes(bodyHash).encode();
  }

  /** Reads {@link #encode} strictly. */
  public static CiphertextHeader decode(byte[] encoded) throws DecodingException {
    TlvReader reader = new TlvReader(encoded);
    CiphertextHeader header = read(reader).withBody(hash(reader.bytes()));
    reader.end();
    return header;
  }

  /** All items before the body. */
  Tlv items(Tlv before) {
    Tlv items = before.text(version()).text(suite.name()).text(keyId).point(u);
    return proof
        .map(p -> items.point(p.uh()).integer(p.e().value()).integer(p.f().value()))
        .orElse(items);
  }

  /** Reads all items before the body, whose hash is still to be filled in. */
  static CiphertextHeader read(TlvReader reader) throws DecodingException {
    long generation = reader.u32();
    String version = reader.text();
    EciesSuite suite =
        EciesSuite.named(reader.text()).orElseThrow(() -> new DecodingException("unknown suite"));
    String keyId = reader.text();
    if (generation < 1 || generation > Integer.MAX_VALUE || keyId.length() > MAX_KEY_ID) {
      throw new DecodingException("generation or keyId out of range");
    }
    Point u = reader.point(suite.curve());
    Optional<CiphertextProof> proof =
        switch (version) {
          case TECIES -> Optional.of(proof(suite.curve(), reader));
          case PLAIN -> Optional.empty();
          default -> throw new DecodingException("unknown version");
        };
    return new CiphertextHeader((int) generation, suite, keyId, u, proof, Bytes.empty());
  }

  CiphertextHeader withBody(Bytes hash) {
    return new CiphertextHeader(generation, suite, keyId, u, proof, hash);
  }

  private static CiphertextProof proof(Curve curve, TlvReader reader) throws DecodingException {
    return new CiphertextProof(reader.point(curve), scalar(curve, reader), scalar(curve, reader));
  }

  private static Scalar scalar(Curve curve, TlvReader reader) throws DecodingException {
    var value = reader.integer();
    if (value.signum() < 0 || value.compareTo(curve.order()) >= 0) {
      throw new DecodingException("not a reduced scalar");
    }
    return curve.scalar(value);
  }

  private static Bytes hash(Bytes bytes) throws DecodingException {
    if (bytes.length() != 32) {
      throw new DecodingException("a hash has 32 bytes");
    }
    return bytes;
  }
}
