package org.tagma.threshold.wire;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.identity.IdentityKey;
import org.tagma.threshold.identity.KeeperIdentity;
import org.tagma.threshold.identity.KeeperName;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Sha256;

/**
 * A compact JWS (RFC 7515) in the one form that keepers use: Ed25519, and a header that is exactly
 * {@code {"alg":"EdDSA","kid":"keeper-N#thumbprint","typ":"…"}}. Any JOSE library can verify it;
 * reading is stricter than most, so that one message has one encoding: base64url without padding or
 * stray bits, no other header.
 *
 * @param from the keeper named in {@code kid}; proved only by {@link #isSignedBy}
 * @param thumbprint the thumbprint in {@code kid}
 * @param typ the header's {@code typ}
 * @param payload the payload's bytes
 * @param compact the whole
 */
public record Jws(int from, Bytes thumbprint, String typ, Bytes payload, String compact) {
  /** Longer messages are not read (spec/api.md, "Between keepers"). */
  public static final int MAX_LENGTH = 16 << 20;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"alg\":\"EdDSA\",\"kid\":\"(keeper-[0-9]{1,5})#([A-Za-z0-9_-]{43})\",\"typ\":\"(tagma-[a-z-]{1,32}\\+jws)\"\\}");

  /** Signs {@code payload} as {@code typ}. */
  public static String sign(KeeperIdentity identity, String typ, byte[] payload) {
    KeeperIdentity signer = identity.now(); // one key in the header and under it
    String header =
        "{\"alg\":\"EdDSA\",\"kid\":\"" + signer.publicKey().kid() + "\",\"typ\":\"" + typ + "\"}";
    String input =
        Bytes.of(header.getBytes(StandardCharsets.US_ASCII)).base64Url()
            + "."
            + Bytes.of(payload).base64Url();
    return input
        + "."
        + Bytes.of(signer.sign(input.getBytes(StandardCharsets.US_ASCII))).base64Url();
  }

  /** Reads the form; the signature is not checked yet. */
  public static Jws parse(String compact) throws DecodingException {
    if (compact.length() > MAX_LENGTH) {
      throw new DecodingException("message too long");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 1 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new DecodingException("not a compact JWS");
    }
    String header =
        new String(
            Bytes.fromBase64Url(compact.substring(0, first)).toArray(),
            StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new DecodingException("not the header of a keeper's message");
    }
    if (Bytes.fromBase64Url(compact.substring(second + 1)).length() != 64) {
      throw new DecodingException("not an Ed25519 signature");
    }
    return new Jws(
        KeeperName.number(matcher.group(1)),
        Bytes.fromBase64Url(matcher.group(2)),
        matcher.group(3),
        Bytes.fromBase64Url(compact.substring(first + 1, second)),
        compact);
  }

  /** Whether {@code key} is the one in the header and made the signature. */
  public boolean isSignedBy(IdentityKey key) throws DecodingException {
    return key.keeper() == from
        && key.thumbprint().equals(thumbprint)
        && key.verifies(
            signingInput().getBytes(StandardCharsets.US_ASCII),
            Bytes.fromBase64Url(compact.substring(compact.lastIndexOf('.') + 1)).toArray());
  }

  /** {@code header.payload}: two messages with one signing input are one message. */
  public String signingInput() {
    return compact.substring(0, compact.lastIndexOf('.'));
  }

  /** SHA-256 of the signing input (spec/protocols.md 9, item 10). */
  public Bytes hash() {
    return Sha256.of(signingInput().getBytes(StandardCharsets.US_ASCII));
  }
}
