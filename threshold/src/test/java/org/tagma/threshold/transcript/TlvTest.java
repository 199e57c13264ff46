package org.tagma.threshold.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.group.DecodingException;
import org.tagma.threshold.kat.KnownAnswers;
import org.tagma.threshold.kat.Seed;

class TlvTest {
  private static final JsonNode KNOWN = KnownAnswers.own("transcript");

  /** The lists among the known answers, which the file describes in words. */
  private static final Map<String, Tlv> LISTS =
      Map.of(
          "[]", Tlv.of(),
          "[bytes 00, integer -5, utf8 x, u32 7]",
              Tlv.of().bytes(new byte[1]).integer(-5).text("x").u32(7),
          "[[u32 1, bytes aa], [u32 2, bytes bb]]",
              Tlv.of()
                  .list(Tlv.of().u32(1), Tlv.of().bytes(Bytes.fromHex("aa")))
                  .list(Tlv.of().u32(2).bytes(Bytes.fromHex("bb"))),
          "[G, -G]",
              Tlv.of()
                  .point(Curve.named("SECP256K1").generator())
                  .point(Curve.named("SECP256K1").generator().negate()),
          "[[[]], utf8 empty]", Tlv.of().list(Tlv.of().list()).text(""));

  @Test
  void writesAndReadsTheKnownEncodings() throws DecodingException {
    int done = 0;
    for (JsonNode entry : KNOWN.get("encodings")) {
      byte[] tlv = Bytes.fromHex(entry.get("tlv").asText()).toArray();
      assertArrayEquals(tlv, write(entry).encode(), entry::toString);
      assertEquals(1, write(entry).count());
      assertArrayEquals(tlv, readAll(tlv, entry.get("curve")).encode(), entry::toString);
      done++;
    }
    assertEquals(43, done);
  }

  @Test
  void refusesTheKnownMalformedEncodings() {
    int done = 0;
    for (JsonNode entry : KNOWN.get("rejected")) {
      byte[] tlv = Bytes.fromHex(entry.get("tlv").asText()).toArray();
      assertThrows(
          DecodingException.class, () -> readAll(tlv, entry.get("curve")), entry::toString);
      done++;
    }
    assertEquals(40, done);
  }

  @Test
  void readsWhatItWrites() throws DecodingException {
    Seed seed = new Seed("readsWhatItWrites");
    for (int i = 0; i < 200; i++) {
      Tlv tlv = random(seed, 3);
      assertArrayEquals(tlv.encode(), readAll(tlv.encode(), null).encode(), seed::toString);
    }
  }

  @Test
  void refusesEveryTruncation() {
    byte[] whole = Tlv.of().text("sid").u32(7).list(Tlv.of().integer(-1)).encode();
    List<Integer> boundaries = List.of(0, 8, 17, whole.length);
    for (int length = 0; length <= whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      if (!boundaries.contains(length)) {
        assertThrows(DecodingException.class, () -> readAll(part, null));
      }
    }
  }

  @Test
  void refusesAnItemOfAnotherTypeAndWhatIsLeftOver() throws DecodingException {
    TlvReader reader = new TlvReader(Bytes.of(Tlv.of().u32(1).text("rest").encode()));
    assertThrows(DecodingException.class, reader::bytes);
    assertEquals(1, reader.u32());
    assertFalse(reader.atEnd());
    assertThrows(DecodingException.class, reader::end);
    assertEquals("rest", reader.text());
    assertTrue(reader.atEnd());
    assertThrows(DecodingException.class, reader::u32);
  }

  @Test
  void refusesToWriteWhatHasNoEncoding() {
    assertThrows(IllegalArgumentException.class, () -> Tlv.of().u32(-1));
    assertThrows(IllegalArgumentException.class, () -> Tlv.of().u32(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> Tlv.of().text("\ud800"));
    assertThrows(IllegalStateException.class, () -> Tlv.of().point(Curve.named("P256").identity()));
  }

  @Test
  void aListCountsTheItemsOfItsParts() throws DecodingException {
    Tlv list = Tlv.of().list(Tlv.of().u32(1).u32(2), Tlv.of(), Tlv.of().u32(3));
    TlvReader items = new TlvReader(list.encode()).list();
    assertEquals(List.of(1L, 2L, 3L), List.of(items.u32(), items.u32(), items.u32()));
    items.end();
  }

  private static Tlv write(JsonNode entry) {
    JsonNode value = entry.get("value");
    return switch (entry.get("type").asText()) {
      case "bytes" -> Tlv.of().bytes(Bytes.fromHex(value.asText()));
      case "integer" -> Tlv.of().integer(new BigInteger(value.asText()));
      case "utf8" -> Tlv.of().text(value.asText());
      case "u32" -> Tlv.of().u32(value.asLong());
      case "point" -> {
        Curve curve = Curve.named(entry.get("curve").asText());
        BigInteger k = new BigInteger(value.get("k").asText(), 16);
        yield Tlv.of().point(curve.generator().times(curve.scalar(k)));
      }
      case "list" -> Tlv.of().list(LISTS.get(value.isArray() ? value.toString() : value.asText()));
      default -> throw new IllegalArgumentException(entry.toString());
    };
  }

  /** Decodes everything and writes it again. */
  private static Tlv readAll(byte[] tlv, JsonNode curve) throws DecodingException {
    return readAll(new TlvReader(tlv), curve);
  }

  private static Tlv readAll(TlvReader reader, JsonNode curve) throws DecodingException {
    Tlv out = Tlv.of();
    while (!reader.atEnd()) {
      out =
          switch (reader.peekType()) {
            case Tlv.BYTES -> out.bytes(reader.bytes());
            case Tlv.INTEGER -> out.integer(reader.integer());
            case Tlv.POINT -> out.point(reader.point(Curve.named(curve.asText())));
            case Tlv.TEXT -> out.text(reader.text());
            case Tlv.U32 -> out.u32(reader.u32());
            default -> out.list(readAll(reader.list(), curve));
          };
    }
    reader.end();
    return out;
  }

  private static Tlv random(Seed seed, int depth) {
    Tlv out = Tlv.of();
    for (int i = seed.nextInt(5); i > 0; i--) {
      byte[] some = new byte[1 + seed.nextInt(40)];
      seed.nextBytes(some);
      out =
          switch (seed.nextInt(depth == 0 ? 4 : 5)) {
            case 0 -> out.bytes(some);
            case 1 -> out.integer(new BigInteger(some));
            case 2 -> out.text(Bytes.of(some).hex());
            case 3 -> out.u32(seed.nextInt(Integer.MAX_VALUE));
            default -> out.list(random(seed, depth - 1));
          };
    }
    return out;
  }
}
