package org.tagma.threshold.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;

class CurveTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void knowsItsNamesAndRefusesOthers() {
    assertEquals("secp256k1", Curve.named("SECP256K1").label());
    assertEquals("p256", Curve.named("P256").label());
    assertEquals("P256", Curve.named("P256").apiName());
    assertEquals("ed25519", Curve.named("ED25519").label());
    assertThrows(IllegalArgumentException.class, () -> Curve.named("ed25519"));
    assertThrows(IllegalArgumentException.class, () -> Curve.named("secp256k1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void decodesWhatItEncodes(String name) throws DecodingException {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("decodesWhatItEncodes " + name);
    for (int i = 0; i < 50; i++) {
      Scalar k = curve.randomScalar(seed);
      Point p = curve.generator().times(k);
      assertEquals(p, curve.decodePoint(p.encode()), seed::toString);
      assertArrayEquals(p.encode(), curve.decodePoint(p.encode()).encode(), seed::toString);
      assertEquals(p.hashCode(), curve.decodePoint(p.encode()).hashCode(), seed::toString);
      assertEquals(k, curve.decodeScalar(k.encode()), seed::toString);
      assertEquals(curve.pointLength(), p.encode().length);
      assertEquals(curve.scalarLength(), k.encode().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void everyWayToMultiplyAgrees(String name) {
    Curve curve = Curve.named(name);
    Seed seed = new Seed("everyWayToMultiplyAgrees " + name);
    Point g = curve.generator();
    for (int i = 0; i < 20; i++) {
      Scalar a = curve.randomScalar(seed);
      Scalar b = curve.randomScalar(seed);
      Point p = g.times(b);
      Point expected = g.times(a.times(b));
      assertEquals(expected, p.times(a), seed::toString);
      assertEquals(expected, p.timesSecret(a), seed::toString);
      assertEquals(expected, p.prepared().timesSecret(a), seed::toString);
      assertEquals(g.times(a), g.timesSecret(a), seed::toString);
      assertEquals(g.times(a.plus(b)), g.times(a).plus(p), seed::toString);
      assertEquals(g.times(a.minus(b)), g.times(a).minus(p), seed::toString);
      assertEquals(expected.plus(g.times(a)), curve.multiplyAdd(a, p, a, g), seed::toString);
      assertEquals(g, p.times(b.invert()), seed::toString);
      List<Scalar> k = List.of(a, b, a.negate(), curve.scalar(0));
      assertEquals(g.times(b), curve.multiSum(k, List.of(p, g, p, p)), seed::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void multiplesFromTablesAreRightAtTheEdges(String name) {
    Curve curve = Curve.named(name);
    Point g = curve.generator();
    Point other = g.plus(g).minus(g); // the same point, without its tables
    Point prepared = other.prepared();
    BigInteger q = curve.order();
    List<BigInteger> edges = new ArrayList<>();
    for (int bit = 0; bit < curve.order().bitLength(); bit++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      edges.addAll(List.of(power, power.subtract(BigInteger.ONE), q.subtract(power)));
    }
    for (int k = 0; k < 40; k++) {
      edges.add(BigInteger.valueOf(k));
      edges.add(q.subtract(BigInteger.ONE).shiftRight(1).add(BigInteger.valueOf(k - 20)));
    }
    for (BigInteger k : edges) {
      Scalar scalar = curve.reduce(k);
      assertEquals(other.times(scalar), g.times(scalar), () -> k.toString(16));
      assertEquals(other.times(scalar), prepared.timesSecret(scalar), () -> k.toString(16));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void aPreparedPointIsTheSamePoint(String name) {
    Curve curve = Curve.named(name);
    Point p = curve.generator().times(curve.scalar(12345678901L));
    assertEquals(p, p.prepared());
    assertArrayEquals(p.encode(), p.prepared().encode());
    assertEquals(curve.generator(), curve.generator().prepared());
    assertTrue(curve.identity().prepared().timesSecret(curve.scalar(3)).isIdentity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void smallMultiplesAreRepeatedSums(String name) {
    Curve curve = Curve.named(name);
    Point p = curve.generator().times(curve.scalar(12345678901L));
    Point sum = curve.identity();
    for (int k = 0; k <= 20; k++) {
      assertEquals(sum, p.times(curve.scalar(k)));
      assertEquals(sum, p.timesSecret(curve.scalar(k)));
      assertEquals(sum, p.prepared().timesSecret(curve.scalar(k)));
      sum = sum.plus(p);
    }
    assertEquals(sum, curve.sum(IntStream.range(0, 21).mapToObj(i -> p).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void theIdentityIsNeutralAndHasNoEncoding(String name) {
    Curve curve = Curve.named(name);
    Point g = curve.generator();
    assertTrue(curve.identity().isIdentity());
    assertFalse(g.isIdentity());
    assertEquals(curve.identity(), g.minus(g));
    assertEquals(g, g.plus(curve.identity()));
    assertEquals(curve.identity(), curve.sum(List.of()));
    assertEquals(curve.identity(), g.times(curve.scalar(0)));
    assertEquals(curve.identity(), curve.identity().times(curve.scalar(7)));
    assertEquals(
        curve.identity(), curve.multiplyAdd(curve.scalar(1), g, curve.scalar(1), g.negate()));
    assertNotEquals(curve.identity(), g);
    assertThrows(IllegalStateException.class, () -> curve.identity().encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "P256", "ED25519"})
  void refusesScalarsThatAreNotReduced(String name) throws DecodingException {
    Curve curve = Curve.named(name);
    BigInteger q = curve.order();
    byte[] order = Scalar.ordered(HEX.parseHex(q.toString(16)), curve.scalarBytes());
    assertThrows(DecodingException.class, () -> curve.decodeScalar(order));
    assertThrows(DecodingException.class, () -> curve.decodeScalar(new byte[31]));
    assertThrows(DecodingException.class, () -> curve.decodeScalar(new byte[33]));
    assertThrows(IllegalArgumentException.class, () -> curve.scalar(q));
    assertThrows(IllegalArgumentException.class, () -> curve.scalar(-1));
    assertThrows(IllegalArgumentException.class, () -> curve.reduce(BigInteger.ONE.negate()));
    assertTrue(curve.decodeScalar(new byte[32]).isZero());
    assertTrue(curve.reduce(q).isZero());
    assertThrows(ArithmeticException.class, () -> curve.scalar(0).invert());
  }

  @Test
  void pointsAndScalarsOfTwoCurvesDoNotMix() {
    Curve k1 = Curve.named("SECP256K1");
    Curve p256 = Curve.named("P256");
    Curve ed = Curve.named("ED25519");
    assertThrows(IllegalArgumentException.class, () -> k1.generator().plus(p256.generator()));
    assertThrows(IllegalArgumentException.class, () -> ed.generator().plus(k1.generator()));
    assertThrows(IllegalArgumentException.class, () -> k1.generator().minus(ed.generator()));
    assertThrows(IllegalArgumentException.class, () -> ed.generator().times(k1.scalar(2)));
    assertThrows(IllegalArgumentException.class, () -> ed.generator().timesSecret(k1.scalar(2)));
    assertNotEquals(k1.identity(), ed.identity());
    assertThrows(IllegalArgumentException.class, () -> k1.generator().times(p256.scalar(2)));
    assertThrows(IllegalArgumentException.class, () -> k1.scalar(1).plus(p256.scalar(1)));
    assertNotEquals(k1.scalar(1), p256.scalar(1));
    assertNotEquals(k1.identity(), p256.identity());
  }

  @Test
  void takesTheGeneratorsOfOurOwnKnownAnswers() {
    for (JsonNode entry : KnownAnswers.own("transcript").get("generators")) {
      Curve curve = Curve.named(entry.get("curve").asText());
      assertEquals(entry.get("G").asText(), HEX.formatHex(curve.generator().encode()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECP256K1", "ED25519"})
  void readsTheSamplesOfRfc9591(String name) throws DecodingException {
    Curve curve = Curve.named(name);
    JsonNode samples = KnownAnswers.published("rfc9591/" + curve.label() + "/samples.json");
    JsonNode elements = KnownAnswers.published("rfc9591/" + curve.label() + "/elements.json");
    Point g = curve.generator();
    assertEquals(g, curve.decodePoint(HEX.parseHex(samples.get("element1").asText())));
    assertEquals(g.plus(g), curve.decodePoint(HEX.parseHex(samples.get("element2").asText())));
    String scalar = samples.get("scalar1").asText();
    assertEquals(scalar, HEX.formatHex(curve.decodeScalar(HEX.parseHex(scalar)).encode()));
    byte[] invalid = HEX.parseHex(elements.get("elements").get("invalid_element").asText());
    assertThrows(DecodingException.class, () -> curve.decodePoint(invalid));
  }
}
