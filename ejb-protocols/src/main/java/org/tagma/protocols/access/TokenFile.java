package org.tagma.protocols.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tokens that this keeper knows, each as its SHA-256 with a subject and permissions:
 *
 * <pre>
 * {"tokens": [{"subject": "ops", "tokenSha256": "(64 hex digits)", "permissions": ["tagma.audit.read"]}]}
 * </pre>
 */
public final class TokenFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private record Token(byte[] sha256, Caller caller) {}

  private final List<Token> tokens;

  private TokenFile(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Reads a token file; anything unknown, doubled or missing in it is an error.
   *
   * @throws InvalidTokenFile naming the entry and the fault
   */
  public static TokenFile parse(byte[] utf8) throws InvalidTokenFile {
    JsonNode list = members(json(utf8), "the file", Set.of("tokens")).get("tokens");
    if (!list.isArray()) {
      throw new InvalidTokenFile("tokens: a list is expected");
    }
    List<Token> tokens = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    for (JsonNode entry : list) {
      String place = "tokens[" + tokens.size() + "]";
      members(entry, place, Set.of("subject", "tokenSha256", "permissions"));
      String sha256 = text(entry.get("tokenSha256"), place + ".tokenSha256");
      if (!SHA256.matcher(sha256).matches() || !hashes.add(sha256)) {
        throw new InvalidTokenFile(
            place + ".tokenSha256: 64 lower-case hex digits, unlike all others, are expected");
      }
      tokens.add(new Token(HexFormat.of().parseHex(sha256), caller(entry, place)));
    }
    return new TokenFile(tokens);
  }

  private static JsonNode json(byte[] utf8) throws InvalidTokenFile {
    try {
      return JSON.readTree(utf8);
    } catch (IOException malformed) {
      throw new InvalidTokenFile("not strict JSON");
    }
  }

  private static Caller caller(JsonNode entry, String place) throws InvalidTokenFile {
    String subject = text(entry.get("subject"), place + ".subject");
    JsonNode list = entry.get("permissions");
    if (!list.isArray()) {
      throw new InvalidTokenFile(place + ".permissions: a list is expected");
    }
    List<String> grants = new ArrayList<>();
    for (JsonNode grant : list) {
      grants.add(text(grant, place + ".permissions[" + grants.size() + "]"));
    }
    try {
      return new Caller(subject, Permissions.of(grants));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidTokenFile(place + ".permissions: " + malformed.getMessage());
    }
  }

  private static JsonNode members(JsonNode node, String place, Set<String> names)
      throws InvalidTokenFile {
    Set<String> found = new HashSet<>();
    node.fieldNames().forEachRemaining(found::add);
    if (!node.isObject() || !found.equals(names)) {
      throw new InvalidTokenFile(
          place + ": exactly these members are expected: " + names.stream().sorted().toList());
    }
    return node;
  }

  private static String text(JsonNode node, String place) throws InvalidTokenFile {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw new InvalidTokenFile(place + ": a text is expected");
    }
    return node.textValue();
  }

  /** Whose token this is; every entry is compared, each in constant time. */
  public Optional<Caller> caller(String token) {
    byte[] sha256 = sha256(token);
    Caller known = null;
    for (Token candidate : tokens) {
      if (MessageDigest.isEqual(candidate.sha256(), sha256)) {
        known = candidate.caller();
      }
    }
    return Optional.ofNullable(known);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
