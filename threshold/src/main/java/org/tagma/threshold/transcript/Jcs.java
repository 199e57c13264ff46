package org.tagma.threshold.transcript;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeSet;
import org.tagma.threshold.group.DecodingException;

/**
 * Canonical JSON: RFC 8785 for null, booleans, text, arrays, objects, and integers n with |n| <=
 * 2^53 - 1. Other numbers do not exist here.
 *
 * <p>Parsing is strict: UTF-8 only, no duplicate member, nothing after the value, at most {@value
 * #DEPTH} levels. Errors never repeat the input, which may be secret.
 */
public final class Jcs {
  private static final int DEPTH = 64;
  private static final long LARGEST = (1L << 53) - 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
          .build();

  private Jcs() {}

  /** The canonical bytes of {@code value}. */
  public static byte[] canonical(JsonNode value) throws DecodingException {
    StringBuilder out = new StringBuilder();
    write(value, out, DEPTH);
    return Utf8.encode(out.toString());
  }

  /** The value that {@code utf8} holds, canonical or not. */
  public static JsonNode parse(byte[] utf8) throws DecodingException {
    String text = Utf8.decode(utf8, 0, utf8.length);
    try (JsonParser parser = STRICT.createParser(text)) {
      parser.nextToken();
      JsonNode value = read(parser);
      if (parser.nextToken() != null) {
        throw new DecodingException("something follows the JSON value");
      }
      return value;
    } catch (IOException e) {
      // the cause quotes the input: only its kind may leave
      throw new DecodingException("not strict JSON");
    }
  }

  /** The value that {@code utf8} holds, if these are its canonical bytes. */
  public static JsonNode parseCanonical(byte[] utf8) throws DecodingException {
    JsonNode value = parse(utf8);
    if (!Arrays.equals(utf8, canonical(value))) {
      throw new DecodingException("not canonical JSON");
    }
    return value;
  }

  private static JsonNode read(JsonParser parser) throws IOException, DecodingException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new DecodingException("no JSON value");
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
      case VALUE_NUMBER_INT -> readInteger(parser);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new DecodingException("not an integer");
    };
  }

  private static ObjectNode readObject(JsonParser parser) throws IOException, DecodingException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName());
      parser.nextToken();
      object.set(name, read(parser));
    }
    return object;
  }

  private static ArrayNode readArray(JsonParser parser) throws IOException, DecodingException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return array;
  }

  private static JsonNode readInteger(JsonParser parser) throws IOException, DecodingException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new DecodingException("integer too large");
    }
    long value = inRange(parser.getLongValue());
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  private static void write(JsonNode value, StringBuilder out, int depth) throws DecodingException {
    switch (value.getNodeType()) {
      case NULL, BOOLEAN -> out.append(value.asText());
      case STRING -> writeText(value.textValue(), out);
      case NUMBER -> writeInteger(value, out);
      case ARRAY -> writeArray(value, out, deeper(depth));
      case OBJECT -> writeObject(value, out, deeper(depth));
      default -> throw new DecodingException("not a JSON value");
    }
  }

  private static void writeArray(JsonNode array, StringBuilder out, int depth)
      throws DecodingException {
    char before = '[';
    for (JsonNode element : array) {
      out.append(before);
      write(element, out, depth);
      before = ',';
    }
    out.append(array.isEmpty() ? "[]" : "]");
  }

  private static void writeObject(JsonNode object, StringBuilder out, int depth)
      throws DecodingException {
    TreeSet<String> names = new TreeSet<>(); // String orders by UTF-16 code units: RFC 8785 3.2.3
    object.fieldNames().forEachRemaining(names::add);
    char before = '{';
    for (String name : names) {
      out.append(before);
      writeText(name, out);
      out.append(':');
      write(object.get(name), out, depth);
      before = ',';
    }
    out.append(names.isEmpty() ? "{}" : "}");
  }

  private static void writeInteger(JsonNode number, StringBuilder out) throws DecodingException {
    if (!number.isIntegralNumber()) {
      throw new DecodingException("not an integer");
    }
    if (!number.canConvertToLong()) {
      throw new DecodingException("integer too large");
    }
    out.append(inRange(number.longValue()));
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static long inRange(long value) throws DecodingException {
    if (value > LARGEST || value < -LARGEST) {
      throw new DecodingException("integer too large");
    }
    return value;
  }

  /** Escapes can smuggle in half a character. */
  private static String whole(String text) throws DecodingException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new DecodingException("a lone surrogate has no UTF-8 form");
    }
    return text;
  }

  private static int deeper(int depth) throws DecodingException {
    if (depth == 0) {
      throw new DecodingException("nested too deeply");
    }
    return depth - 1;
  }
}
