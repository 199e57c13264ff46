package org.tagma.threshold.gg20;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;
import org.tagma.threshold.transcript.Sha256;
import org.tagma.threshold.transcript.Tweak;

/**
 * What is to be signed, as the session's request says it (spec/api.md, POST /sign).
 *
 * @param operationId names the one message
 * @param message a digest of 32 to {@value #MAX_DIGEST} bytes, or, where {@code hash} is set, up to
 *     {@value #MAX_MESSAGE} bytes of anything
 * @param tweak which key is derived from the named one; empty for that itself
 * @param hash whether the message's SHA-256 is signed
 */
public record Gg20Request(
    String keyId, String operationId, Bytes message, Optional<String> tweak, boolean hash) {
  /** The operation's name in a session's request. */
  public static final String OP = "sign";

  /** The request's {@code algorithm}. */
  public static final String ALGORITHM = "GG20";

  /** The bytes of a digest that are signed. */
  public static final int DIGEST = 32;

  /** The longest digest there is, that of SHA-512. */
  public static final int MAX_DIGEST = 64;

  public static final int MAX_MESSAGE = 1 << 20;

  /** Reads {op, request}; anything this protocol would not sign is an error. */
  public static Gg20Request read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    String keyId = m.text("keyId");
    m.literal("algorithm", ALGORITHM);
    Map.Entry<String, JsonNode> operation = only(m.object("operations"));
    if (m.hasValue("context") || !operation.getValue().isTextual()) {
      throw new DecodingException("a context, or a message that is not base64");
    }
    Bytes message = Bytes.fromBase64(operation.getValue().textValue());
    Optional<String> tweak = m.hasValue("tweak") ? Optional.of(m.text("tweak")) : Optional.empty();
    boolean hash = m.hasValue("hash") && m.flag("hash");
    if (m.hasValue("encoding")) {
      EcdsaEncoding.named(m.text("encoding")); // says nothing about what is signed
    }
    m.end();
    if (!isSignable(message, hash) || !tweak.map(Tweak::isTweak).orElse(true)) {
      throw new DecodingException("not a digest, a message that is too long, or not a tweak");
    }
    return new Gg20Request(keyId, operation.getKey(), message, tweak, hash);
  }

  /** Whether a message has a length that can be signed. */
  public static boolean isSignable(Bytes message, boolean hash) {
    return hash
        ? message.length() <= MAX_MESSAGE
        : message.length() >= DIGEST && message.length() <= MAX_DIGEST;
  }

  private static Map.Entry<String, JsonNode> only(ObjectNode operations) throws DecodingException {
    if (operations.size() != 1) {
      throw new DecodingException("not exactly one operation");
    }
    return operations.properties().iterator().next();
  }

  /** The 32 bytes that ECDSA signs: the leftmost ones of a longer digest (FIPS 186-5, 6.4.1). */
  public byte[] digest() {
    return digest(message.toArray(), hash);
  }

  /** The 32 bytes that are signed for a message, or for a digest. */
  public static byte[] digest(byte[] message, boolean hash) {
    return hash ? Sha256.of(message).toArray() : Arrays.copyOf(message, DIGEST);
  }
}
