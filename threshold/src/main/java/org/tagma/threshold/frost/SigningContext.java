package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.JsonNode;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What a signature on secp256k1 is for in Bitcoin: the request's {@code context} (spec/api.md, POST
 * /sign).
 *
 * @param merkleRoot the root of a Taproot key's scripts, 32 bytes; empty for a key that commits to
 *     having none, and for BIP-340
 */
public record SigningContext(Kind kind, Bytes merkleRoot) {
  /** A plain BIP-340 signature. */
  public static final SigningContext BIP340 = new SigningContext(Kind.BIP340, Bytes.empty());

  /** The bytes of a Merkle root, and of the messages that such signatures are made for. */
  public static final int HASH_LENGTH = 32;

  /** Which key the signature is valid for. */
  public enum Kind {
    /** The key itself, with even y (BIP-340). */
    BIP340,
    /** The output key that commits to the key and to a Merkle root (BIP-341). */
    TAPROOT
  }

  /** Checks that the Merkle root fits the kind. */
  public SigningContext {
    if (merkleRoot.length() != 0 && (kind != Kind.TAPROOT || merkleRoot.length() != HASH_LENGTH)) {
      throw new IllegalArgumentException("a Merkle root has 32 bytes, and belongs to TAPROOT");
    }
  }

  /** Reads {kind, merkleRoot64} strictly. */
  static SigningContext read(JsonNode json) throws DecodingException {
    Members m = Members.of(json);
    String kind = m.text("kind");
    Bytes merkleRoot =
        m.hasValue("merkleRoot64") ? Bytes.fromBase64(m.text("merkleRoot64")) : Bytes.empty();
    m.end();
    try {
      return new SigningContext(Kind.valueOf(kind), merkleRoot);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("a context that does not exist");
    }
  }
}
