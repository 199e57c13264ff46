package org.tagma.threshold.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.transcript.Bytes;

/**
 * The form of a field on secp256k1, and the ways in which a single value of it can be changed: to
 * another value of the same form, or to something that is not of the form.
 */
@SuppressWarnings("ImmutableEnumChecker") // the maps never change
enum Form {
  /** A compressed point, SEC 1. */
  POINT(
      changes(to("negated", Form::flipFirst)),
      changes(
          to("zero", b -> new byte[b.length]),
          to("the identity", b -> new byte[1]),
          to("off the curve", b -> offCurve()),
          to("x not below p", Form::notReduced),
          to("truncated", Form::truncated),
          to("extended", Form::extended))),
  /** A scalar, 32 bytes big endian, below the order. */
  SCALAR(
      changes(to("one bit flipped", Form::flipLast), to("zero", b -> new byte[b.length])),
      changes(
          to("the order", b -> order()),
          to("all ones", Form::ones),
          to("truncated", Form::truncated),
          to("extended", Form::extended))),
  /** Bytes of one length. */
  FIXED(
      changes(to("one bit flipped", Form::flipFirst), to("zero", b -> new byte[b.length])),
      changes(
          to("empty", b -> new byte[0]),
          to("truncated", Form::truncated),
          to("extended", Form::extended))),
  /** Bytes of any length. */
  BYTES(
      changes(
          to("one bit flipped", Form::flipLast),
          to("zero", b -> new byte[b.length]),
          to("empty", b -> new byte[0]),
          to("truncated", Form::truncated),
          to("extended", Form::extended)),
      changes());

  private static final int LENGTH = 32;

  private final Map<String, UnaryOperator<byte[]>> other;
  private final Map<String, UnaryOperator<byte[]>> bad;

  Form(Map<String, UnaryOperator<byte[]>> other, Map<String, UnaryOperator<byte[]>> bad) {
    this.other = other;
    this.bad = bad;
  }

  /** Changes to another value of the form. */
  Map<String, UnaryOperator<JsonNode>> other() {
    return onText(other);
  }

  /** Changes to what is no value of the form. */
  Map<String, UnaryOperator<JsonNode>> bad() {
    return onText(bad);
  }

  private static Map<String, UnaryOperator<JsonNode>> onText(
      Map<String, UnaryOperator<byte[]>> changes) {
    Map<String, UnaryOperator<JsonNode>> onText = new LinkedHashMap<>();
    changes.forEach(
        (name, change) ->
            onText.put(
                name,
                node -> {
                  try {
                    byte[] honest = Bytes.fromBase64Url(node.textValue()).toArray();
                    Bytes changed = Bytes.of(change.apply(honest));
                    return JsonNodeFactory.instance.textNode(changed.base64Url());
                  } catch (DecodingException e) {
                    throw new IllegalArgumentException(e);
                  }
                }));
    return onText;
  }

  /** One named change. */
  private record Change(String name, UnaryOperator<byte[]> to) {}

  private static Change to(String name, UnaryOperator<byte[]> to) {
    return new Change(name, to);
  }

  private static Map<String, UnaryOperator<byte[]>> changes(Change... changes) {
    Map<String, UnaryOperator<byte[]>> map = new LinkedHashMap<>();
    for (Change change : changes) {
      map.put(change.name(), change.to());
    }
    return map;
  }

  private static byte[] flipFirst(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[0] ^= 1;
    return changed;
  }

  private static byte[] flipLast(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static byte[] extended(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static byte[] ones(byte[] bytes) {
    byte[] ones = new byte[bytes.length];
    Arrays.fill(ones, (byte) 0xff);
    return ones;
  }

  private static byte[] notReduced(byte[] bytes) {
    byte[] ones = ones(bytes);
    ones[0] = 2;
    return ones;
  }

  /** x = 5, which no point of secp256k1 has. */
  private static byte[] offCurve() {
    byte[] bytes = new byte[1 + LENGTH];
    bytes[0] = 2;
    bytes[LENGTH] = 5;
    return bytes;
  }

  /** The order of secp256k1, SEC 2 section 2.4.1. */
  private static byte[] order() {
    String hex = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    byte[] bytes = new BigInteger(hex, 16).toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - LENGTH, bytes.length);
  }
}
