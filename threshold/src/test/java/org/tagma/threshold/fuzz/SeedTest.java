package org.tagma.threshold.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagma.threshold.testkit.SeededRandom;

/** The committed seeds are good, and nothing but the typed error comes of what is made of them. */
class SeedTest {
  private static final int VARIANTS = Integer.getInteger("tagma.fuzz", 400);

  @ParameterizedTest
  @EnumSource(Decoder.class)
  void everyDecoderAcceptsItsSeeds(Decoder decoder) throws IOException {
    if ("write".equals(System.getProperty("tagma.pages"))) {
      write(decoder);
    }
    assertFalse(decoder.seeds().isEmpty(), decoder + " has no seed");
    decoder.seeds().forEach(seed -> assertTrue(decoder.accepts(seed), decoder.name()));
  }

  private static void write(Decoder decoder) throws IOException {
    Files.createDirectories(decoder.folder());
    List<byte[]> seeds = Seeds.of(decoder);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(decoder.folder().resolve("seed-" + (i + 1)), seeds.get(i));
    }
  }

  /** A search of our own, which needs no agent: the same each time, for a seed. */
  @ParameterizedTest
  @EnumSource(Decoder.class)
  void nothingButTheTypedErrorEscapesFromWhatIsMadeOfTheSeeds(Decoder decoder) {
    long seed = Long.getLong("tagma.seed", 1);
    SeededRandom random = new SeededRandom(seed, decoder.name());
    List<byte[]> seeds = decoder.seeds();
    int refused = 0;
    for (int i = 0; i < VARIANTS; i++) {
      byte[] input = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        input = changed(input, seeds, random);
      }
      refused += accepts(decoder, input, seed) ? 0 : 1;
    }
    assertTrue(refused > 0, "some variants are bad");
  }

  private static boolean accepts(Decoder decoder, byte[] input, long seed) {
    try {
      return decoder.accepts(input);
    } catch (RuntimeException | StackOverflowError e) {
      String shown = new String(input, StandardCharsets.ISO_8859_1);
      throw new AssertionError(decoder + " with -Dtagma.seed=" + seed + " on " + shown, e);
    }
  }

  private static byte[] changed(byte[] input, List<byte[]> seeds, SeededRandom random) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(input.length);
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(input, at, 1 << random.nextInt(8));
      case 1 -> Arrays.copyOf(input, at);
      case 2 -> joined(input, at, Arrays.copyOfRange(input, at, input.length), at);
      case 3 -> joined(input, at, other, random.nextInt(other.length + 1));
      case 4 ->
          flipped(
              input, at, input[at] ^ "\"{}[]:,.-0919aA\\\u0000\u00ff".charAt(random.nextInt(17)));
      default -> repeated(input, at, 1 + random.nextInt(64));
    };
  }

  private static byte[] flipped(byte[] input, int at, int bits) {
    byte[] changed = input.clone();
    changed[at] ^= (byte) bits;
    return changed;
  }

  /** The start of one, and the end of another. */
  private static byte[] joined(byte[] start, int length, byte[] end, int from) {
    byte[] joined = Arrays.copyOf(start, length + end.length - Math.min(from, end.length));
    System.arraycopy(
        end, Math.min(from, end.length), joined, length, end.length - Math.min(from, end.length));
    return joined;
  }

  private static byte[] repeated(byte[] input, int at, int times) {
    List<Byte> bytes = new ArrayList<>();
    for (int i = 0; i < input.length; i++) {
      for (int n = i == at ? times : 0; n >= 0; n--) {
        bytes.add(input[i]);
      }
    }
    byte[] repeated = new byte[bytes.size()];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = bytes.get(i);
    }
    return repeated;
  }
}
