package org.tagma.threshold.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;

/**
 * A keeper's public identity key: Ed25519 (RFC 8032), as an OKP JWK (RFC 8037). Its value is
 * immutable.
 */
public final class IdentityKey {
  private final int keeper;
  private final Bytes x;
  private final Bytes thumbprint;
  private final Ed25519.PublicPoint point;
  private final SeenSignatures seen = new SeenSignatures();

  private IdentityKey(int keeper, Bytes x, Ed25519.PublicPoint point) {
    this.keeper = keeper;
    this.x = x;
    this.point = point;
    this.thumbprint =
        Sha256.of(
            ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x.base64Url() + "\"}")
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** The key of {@code keeper} with the 32-byte encoding {@code x}: canonical, of prime order. */
  public static IdentityKey of(int keeper, Bytes x) throws DecodingException {
    Ed25519.PublicPoint point =
        x.length() == 32 ? Ed25519.validatePublicKeyFullExport(x.toArray(), 0) : null;
    if (point == null) {
      throw new DecodingException("not an Ed25519 public key");
    }
    return new IdentityKey(keeper, x, point);
  }

  /** Reads {kty, crv, x}. */
  public static IdentityKey fromJwk(int keeper, JsonNode jwk) throws DecodingException {
    Members members = Members.of(jwk);
    members.literal("kty", "OKP");
    members.literal("crv", "Ed25519");
    Bytes x = members.bytes("x");
    members.end();
    return of(keeper, x);
  }

  public int keeper() {
    return keeper;
  }

  /** RFC 7638 thumbprint, SHA-256. */
  public Bytes thumbprint() {
    return thumbprint;
  }

  /** {@code keeper-N#thumbprint}. */
  public String kid() {
    return KeeperName.of(keeper) + "#" + thumbprint.base64Url();
  }

  /** {crv, kty, x}. */
  public ObjectNode jwk() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("crv", "Ed25519")
        .put("kty", "OKP")
        .put("x", x.base64Url());
  }

  public Participant participant() {
    return new Participant(keeper, thumbprint);
  }

  /**
   * Whether {@code signature} (64 bytes) is this key's over {@code message}; RFC 8032, S below the
   * order.
   */
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != Ed25519.SIGNATURE_SIZE) {
      return false; // before anything is remembered: the length parts signature and message
    }
    if (seen.contains(signature, message)) {
      return true;
    }
    boolean good = Ed25519.verify(signature, 0, point, message, 0, message.length);
    if (good) {
      seen.add(signature, message);
    }
    return good;
  }

  /** The private part of this key has just made {@code signature}: it need not be verified. */
  void made(byte[] signature, byte[] message) {
    seen.add(signature, message);
  }

  /** The same key, which has seen nothing yet. */
  IdentityKey afresh() {
    return new IdentityKey(keeper, x, point);
  }
}
