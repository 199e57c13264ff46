package org.tagma.threshold.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.group.Point;
import org.tagma.threshold.group.Scalar;

/**
 * Strict reading of a JSON object: each member is taken by name and type, and {@link #end} rejects
 * whatever was not taken. Bytes are base64url without padding, numbers are integers.
 */
public final class Members {
  private final ObjectNode object;
  private final Set<String> taken = new HashSet<>();

  private Members(ObjectNode object) {
    this.object = object;
  }

  /** The members of {@code node}, which must be an object. */
  public static Members of(JsonNode node) throws DecodingException {
    if (node instanceof ObjectNode object) {
      return new Members(object);
    }
    throw new DecodingException("not a JSON object");
  }

  /** Whether the member is there at all; it still has to be taken. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** Whether an optional member has a value; a null counts as none, and is taken. */
  public boolean hasValue(String name) {
    if (object.path(name).isNull()) {
      taken.add(name);
    }
    return object.hasNonNull(name);
  }

  public String text(String name) throws DecodingException {
    JsonNode node = take(name);
    if (!node.isTextual()) {
      throw new DecodingException(name + " is not a string");
    }
    return node.textValue();
  }

  /** Takes a member that can only have one value. */
  public void literal(String name, String value) throws DecodingException {
    if (!text(name).equals(value)) {
      throw new DecodingException(name + " is not " + value);
    }
  }

  public Bytes bytes(String name) throws DecodingException {
    return Bytes.fromBase64Url(text(name));
  }

  /** Bytes of exactly this length. */
  public Bytes bytes(String name, int length) throws DecodingException {
    Bytes bytes = bytes(name);
    if (bytes.length() != length) {
      throw new DecodingException(name + " does not have " + length + " bytes");
    }
    return bytes;
  }

  /** A signed integer of any size: base64url of its one TLV item. */
  public BigInteger bigInteger(String name) throws DecodingException {
    return bigInteger(bytes(name));
  }

  /** The elements of an array of signed integers of any size. */
  public List<BigInteger> bigIntegers(String name, int max) throws DecodingException {
    List<BigInteger> values = new ArrayList<>();
    for (Bytes item : byteStrings(name, max)) {
      values.add(bigInteger(item));
    }
    return values;
  }

  private static BigInteger bigInteger(Bytes item) throws DecodingException {
    TlvReader reader = new TlvReader(item);
    BigInteger value = reader.integer();
    reader.end();
    return value;
  }

  /** A point, as {@link Curve#decodePoint} reads it: never the identity. */
  public Point point(String name, Curve curve) throws DecodingException {
    return curve.decodePoint(bytes(name).toArray());
  }

  /** A scalar, as {@link Curve#decodeScalar} reads it. */
  public Scalar scalar(String name, Curve curve) throws DecodingException {
    return curve.decodeScalar(bytes(name).toArray());
  }

  public int integer(String name, int min, int max) throws DecodingException {
    return (int) longInteger(name, min, max);
  }

  public long longInteger(String name, long min, long max) throws DecodingException {
    JsonNode node = take(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new DecodingException(name + " is not an integer");
    }
    long value = node.longValue();
    if (value < min || value > max) {
      throw new DecodingException(name + " is out of range");
    }
    return value;
  }

  public boolean flag(String name) throws DecodingException {
    JsonNode node = take(name);
    if (!node.isBoolean()) {
      throw new DecodingException(name + " is not true or false");
    }
    return node.booleanValue();
  }

  public ObjectNode object(String name) throws DecodingException {
    if (take(name) instanceof ObjectNode child) {
      return child;
    }
    throw new DecodingException(name + " is not an object");
  }

  /** The elements of an array of at most {@code max}. */
  public List<JsonNode> array(String name, int max) throws DecodingException {
    JsonNode node = take(name);
    if (!node.isArray() || node.size() > max) {
      throw new DecodingException(name + " is not a list of at most " + max);
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  /** The elements of an array of strings. */
  public List<String> texts(String name, int max) throws DecodingException {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : array(name, max)) {
      if (!node.isTextual()) {
        throw new DecodingException(name + " holds something that is not a string");
      }
      texts.add(node.textValue());
    }
    return texts;
  }

  /** The elements of an array of byte strings. */
  public List<Bytes> byteStrings(String name, int max) throws DecodingException {
    List<Bytes> values = new ArrayList<>();
    for (String text : texts(name, max)) {
      values.add(Bytes.fromBase64Url(text));
    }
    return values;
  }

  /** Rejects members that nobody took. */
  public void end() throws DecodingException {
    if (taken.size() != object.size()) {
      throw new DecodingException("unknown members");
    }
  }

  private JsonNode take(String name) throws DecodingException {
    JsonNode node = object.get(name);
    if (node == null) {
      throw new DecodingException(name + " is missing");
    }
    taken.add(name);
    return node;
  }
}
