package org.tagma.threshold.frost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;
import org.tagma.threshold.transcript.Members;

/**
 * What is to be signed, as the session's request says it (spec/api.md, POST /sign).
 *
 * @param messages by operationId, in bytewise order of its UTF-8 form
 */
public record FrostRequest(
    String keyId, SortedMap<String, Bytes> messages, SigningOptions options) {
  public static final int MAX_OPERATIONS = 64;

  /** All messages of a request together, in bytes. */
  public static final int MAX_MESSAGE = 1 << 20;

  /** The operation's name in a session's request. */
  public static final String OP = "sign";

  /** Reads {op, request}; anything this protocol would not sign is an error. */
  public static FrostRequest read(ObjectNode sessionRequest) throws DecodingException {
    Members outer = Members.of(sessionRequest);
    outer.literal("op", OP);
    Members m = Members.of(outer.object("request"));
    outer.end();
    String keyId = m.text("keyId");
    m.literal("algorithm", "FROST");
    SortedMap<String, Bytes> messages = messages(m.object("operations"));
    SigningOptions options = options(m);
    m.end();
    FrostRequest request = new FrostRequest(keyId, messages, options);
    if (options.context().isPresent()
        && request.inOrder().stream().anyMatch(b -> b.length != SigningContext.HASH_LENGTH)) {
      throw new DecodingException("BIP-340 signs 32 bytes");
    }
    return request;
  }

  private static SigningOptions options(Members m) throws DecodingException {
    Optional<SigningContext> context =
        m.hasValue("context")
            ? Optional.of(SigningContext.read(m.object("context")))
            : Optional.empty();
    Optional<String> tweak = m.hasValue("tweak") ? Optional.of(m.text("tweak")) : Optional.empty();
    boolean hash = m.hasValue("hash") && m.flag("hash");
    try {
      return new SigningOptions(context, tweak, hash);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a tweak");
    }
  }

  /** What is signed, in order: the messages, or their hashes. */
  public List<byte[]> inOrder() {
    return messages.values().stream().map(Bytes::toArray).map(options::message).toList();
  }

  private static SortedMap<String, Bytes> messages(ObjectNode operations) throws DecodingException {
    SortedMap<String, Bytes> messages =
        new TreeMap<>(
            (a, b) ->
                Arrays.compareUnsigned(
                    a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    for (Map.Entry<String, JsonNode> operation : operations.properties()) {
      if (!operation.getValue().isTextual()) {
        throw new DecodingException("a message is not base64");
      }
      messages.put(operation.getKey(), Bytes.fromBase64(operation.getValue().textValue()));
    }
    int total = messages.values().stream().mapToInt(Bytes::length).sum();
    if (messages.isEmpty() || messages.size() > MAX_OPERATIONS || total > MAX_MESSAGE) {
      throw new DecodingException("too many operations, or none, or messages too long");
    }
    return messages;
  }
}
