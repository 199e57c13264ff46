package org.tagma.web.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tagma.protocols.operation.ErrorType;
import org.tagma.protocols.operation.OperationFailed;

/**
 * JSON as a client may send it: I-JSON (RFC 7493) with integers only, so that its canonical form
 * (RFC 8785) and hence its digest is beyond doubt. No duplicate members, nothing after the value,
 * at most {@value #MAX_DEPTH} levels, valid UTF-8, integers of at most 53 bits. Failures say where,
 * and never repeat what was sent.
 */
final class StrictJson {
  /** How deep objects and arrays may be nested. */
  static final int MAX_DEPTH = 64;

  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(20)
                  .maxNameLength(1024)
                  .build())
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** The value in these UTF-8 bytes. */
  static JsonNode parse(byte[] utf8) throws OperationFailed {
    if (utf8.length == 0) {
      throw malformed("the request body is empty; it has to be a JSON object");
    }
    try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
      parser.nextToken();
      JsonNode value = new StrictJson(parser).value("");
      if (parser.nextToken() != null) {
        throw malformed("the request body goes on after its JSON value");
      }
      return value;
    } catch (StreamConstraintsException tooMuch) {
      throw malformed(
          "the request body exceeds a limit of its JSON: "
              + MAX_DEPTH
              + " levels, names of 1024 characters, numbers of 20 digits");
    } catch (JsonParseException notJson) {
      throw malformed(
          "the request body is not valid JSON at line "
              + notJson.getLocation().getLineNr()
              + ", column "
              + notJson.getLocation().getColumnNr());
    } catch (IOException cutOff) {
      throw malformed("the request body is not valid JSON");
    }
  }

  private static String decode(byte[] utf8) throws OperationFailed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the request body is not valid UTF-8");
    }
  }

  private JsonNode value(String path) throws IOException, OperationFailed {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw malformed("the request body is empty; it has to be a JSON object");
    }
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> NODES.textNode(text(path));
      case VALUE_NUMBER_INT -> NODES.numberNode(integer(path));
      case VALUE_NUMBER_FLOAT -> throw malformed(named(path) + " has to be an integer");
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw malformed("the request body is not valid JSON");
    };
  }

  private ObjectNode object(String path) throws IOException, OperationFailed {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String member = path.isEmpty() ? name : path + "." + name;
      if (unpaired(name)) {
        throw malformed("a member name of " + named(path) + " has an unpaired surrogate");
      }
      if (object.has(name)) {
        throw malformed(named(member) + " appears twice");
      }
      parser.nextToken();
      object.set(name, value(member));
    }
    return object;
  }

  private ArrayNode array(String path) throws IOException, OperationFailed {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    return array;
  }

  private String text(String path) throws IOException, OperationFailed {
    String text = parser.getText();
    if (unpaired(text)) {
      throw malformed(named(path) + " has an unpaired surrogate");
    }
    return text;
  }

  private long integer(String path) throws IOException, OperationFailed {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || Math.abs(parser.getLongValue()) > MAX_INTEGER
        || parser.getLongValue() == Long.MIN_VALUE) {
      throw malformed(named(path) + " is an integer of more than 53 bits");
    }
    return parser.getLongValue();
  }

  private static boolean unpaired(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String named(String path) {
    return path.isEmpty() ? "the request body" : "field '" + RequestReader.shortened(path) + "'";
  }

  private static OperationFailed malformed(String detail) {
    return new OperationFailed(ErrorType.INVALID_REQUEST_BODY, detail);
  }
}
