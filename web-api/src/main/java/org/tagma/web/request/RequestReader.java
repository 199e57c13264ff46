package org.tagma.web.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tagma.protocols.failure.ErrorType;
import org.tagma.protocols.failure.OperationFailed;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Jcs;

/**
 * Reads the fields of a request body one by one. A null counts as absent; every failure names the
 * field and the reason.
 */
public final class RequestReader {
  /** The largest message to sign or to verify: 1 MiB. */
  public static final int MAX_MESSAGE = 1 << 20;

  private static final int SHOWN = 80;
  private static final String PREFIX = "keeper-";
  private static final Pattern KEEPER = Pattern.compile(PREFIX + "(?:[1-9]|1[0-6])");
  private static final String STRICT =
      "it has to be one JSON object in UTF-8, without duplicate members, nested 64 levels at most, with integers of at most 53 bits as its only numbers";

  private final ObjectNode request;
  private final String path; // before the name of each field: empty, or "context."

  private RequestReader(ObjectNode request, String path) {
    this.request = request;
    this.path = path;
  }

  /** Parses a body, which has to be a JSON object. */
  public static RequestReader of(byte[] body) throws OperationFailed {
    if (body.length == 0) {
      throw invalid("the request body is empty; it has to be a JSON object");
    }
    try {
      if (Jcs.parse(body) instanceof ObjectNode object) {
        return new RequestReader(object, "");
      }
    } catch (DecodingException notStrict) {
      throw invalid(
          "the request body is not acceptable (" + notStrict.getMessage() + "): " + STRICT);
    }
    throw invalid("the request body has to be a JSON object");
  }

  /** The request exactly as received. */
  public JsonNode json() {
    return request;
  }

  /** Rejects every field but these. */
  RequestReader only(String... fields) throws OperationFailed {
    Set<String> known = Set.of(fields);
    for (Map.Entry<String, JsonNode> field : request.properties()) {
      if (!known.contains(field.getKey())) {
        throw invalid("unknown field '" + path + shortened(field.getKey()) + "'");
      }
    }
    return this;
  }

  String keyId() throws OperationFailed {
    Optional<String> keyId = optionalText("keyId");
    if (keyId.isEmpty()) {
      throw new OperationFailed(ErrorType.MISSING_KEY_ID, "field 'keyId' is missing");
    }
    return KeyId.checked(keyId.get());
  }

  String text(String field) throws OperationFailed {
    return required(field, optionalText(field));
  }

  Optional<String> optionalText(String field) throws OperationFailed {
    Optional<JsonNode> value = present(field);
    if (value.isPresent() && !value.get().isTextual()) {
      throw invalid("field '" + path + field + "' has to be a string");
    }
    return value.map(JsonNode::textValue);
  }

  <E extends Enum<E>> E choice(String field, Class<E> choices) throws OperationFailed {
    return required(field, optionalChoice(field, choices));
  }

  <E extends Enum<E>> Optional<E> optionalChoice(String field, Class<E> choices)
      throws OperationFailed {
    Optional<String> name = optionalText(field);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<E> chosen =
        Arrays.stream(choices.getEnumConstants())
            .filter(e -> e.name().equals(name.get()))
            .findFirst();
    if (chosen.isEmpty()) {
      throw invalid(
          "field '"
              + path
              + field
              + "' has to be one of "
              + Arrays.stream(choices.getEnumConstants())
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    }
    return chosen;
  }

  boolean flag(String field) throws OperationFailed {
    Optional<JsonNode> value = present(field);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw invalid("field '" + field + "' has to be true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  OptionalInt generation() throws OperationFailed {
    Optional<JsonNode> value = present("generation");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!value.get().isIntegralNumber()
        || !value.get().canConvertToInt()
        || value.get().intValue() < 1) {
      throw new OperationFailed(
          ErrorType.INVALID_KEY_GENERATION, "field 'generation' has to be an integer from 1");
    }
    return OptionalInt.of(value.get().intValue());
  }

  /** A number within bounds, which has an error type of its own. */
  int integer(String field, int least, int most, ErrorType otherwise) throws OperationFailed {
    JsonNode value = required(field, present(field));
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw new OperationFailed(
          otherwise, "field '" + field + "' has to be an integer from " + least + " to " + most);
    }
    return value.intValue();
  }

  byte[] message(String field) throws OperationFailed {
    return message(field, text(field));
  }

  /** The bytes of a field, of which there may be so many. */
  byte[] base64(String field, int limit) throws OperationFailed {
    return limited(field, text(field), limit);
  }

  byte[] base64(String field) throws OperationFailed {
    return base64(field, text(field));
  }

  boolean has(String field) {
    return present(field).isPresent();
  }

  /** The values of an array of base64 strings. */
  List<byte[]> base64List(String field, int most) throws OperationFailed {
    if (!(required(field, present(field)) instanceof ArrayNode array)
        || array.isEmpty()
        || array.size() > most) {
      throw invalid("field '" + field + "' has to be an array of 1 to " + most + " base64 strings");
    }
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String name = field + "[" + i + "]";
      if (!array.get(i).isTextual()) {
        throw invalid("field '" + name + "' has to be a string");
      }
      values.add(base64(name, array.get(i).textValue()));
    }
    return values;
  }

  /** The numbers of the keepers that an array names, when it is there. */
  Optional<SortedSet<Integer>> keepers(String field) throws OperationFailed {
    Optional<JsonNode> value = present(field);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<Integer> keepers = new TreeSet<>();
    boolean names = value.get().isArray() && !value.get().isEmpty();
    for (JsonNode name : value.get()) {
      names &= name.isTextual() && KEEPER.matcher(name.textValue()).matches();
      names &= names && keepers.add(Integer.valueOf(name.textValue().substring(PREFIX.length())));
    }
    if (!names) {
      throw new OperationFailed(
          ErrorType.INVALID_PEER_ID,
          "field '" + field + "' has to be an array of different keepers, such as \"keeper-1\"");
    }
    return Optional.of(keepers);
  }

  /** The bytes of a field that need not be there. */
  Optional<byte[]> optionalBase64(String field) throws OperationFailed {
    Optional<String> text = optionalText(field);
    return text.isPresent() ? Optional.of(base64(path + field, text.get())) : Optional.empty();
  }

  /** The fields of a nested object that need not be there. */
  Optional<RequestReader> optionalObject(String field) throws OperationFailed {
    Optional<JsonNode> value = present(field);
    if (value.isPresent() && !value.get().isObject()) {
      throw invalid("field '" + path + field + "' has to be an object");
    }
    return value.map(object -> new RequestReader((ObjectNode) object, path + field + "."));
  }

  /** The messages of an object whose members are base64, in their order. */
  Map<String, byte[]> messages(String field) throws OperationFailed {
    if (!(required(field, present(field)) instanceof ObjectNode object)) {
      throw invalid("field '" + field + "' has to be an object of base64 strings");
    }
    Map<String, byte[]> messages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = field + "." + shortened(member.getKey());
      if (!member.getValue().isTextual()) {
        throw invalid("field '" + name + "' has to be a string");
      }
      messages.put(member.getKey(), message(name, member.getValue().textValue()));
    }
    return messages;
  }

  /** Rejects a value that is documented but not done yet. */
  static OperationFailed unsupported(String field, Object value) {
    return new OperationFailed(
        ErrorType.UNSUPPORTED,
        "field '" + field + "': " + value + " is not supported in this version");
  }

  static OperationFailed invalid(String detail) {
    return new OperationFailed(ErrorType.INVALID_REQUEST_BODY, detail);
  }

  /** A name from a request, short enough to be shown. */
  static String shortened(String name) {
    return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
  }

  private Optional<JsonNode> present(String field) {
    return Optional.ofNullable(request.get(field)).filter(value -> !value.isNull());
  }

  private <T> T required(String field, Optional<T> value) throws OperationFailed {
    return value.orElseThrow(() -> invalid("field '" + path + field + "' is missing"));
  }

  private static byte[] message(String name, String text) throws OperationFailed {
    return limited(name, text, MAX_MESSAGE);
  }

  private static byte[] limited(String name, String text, int limit) throws OperationFailed {
    byte[] bytes = base64(name, text);
    if (bytes.length > limit) {
      throw new OperationFailed(
          ErrorType.PAYLOAD_TOO_LARGE, "field '" + name + "' is larger than " + limit + " bytes");
    }
    return bytes;
  }

  private static byte[] base64(String name, String text) throws OperationFailed {
    return Base64Text.decode(text)
        .orElseThrow(
            () ->
                new OperationFailed(
                    ErrorType.INVALID_BASE64,
                    "field '" + name + "' is not base64 (standard alphabet, with padding)"));
  }
}
