package org.tagma.threshold.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer searches decoders of bytes from outside for {@code tagma.fuzz.seconds}, starting from the
 * committed seeds, each decoder in a process of its own. Those of single values are left out unless
 * {@code tagma.fuzz.all} is set: the others read such values too.
 */
class JazzerTest {
  private static final int SECONDS = Integer.getInteger("tagma.fuzz.seconds", 20);
  private static final boolean ALL = Boolean.getBoolean("tagma.fuzz.all");
  private static final Set<Decoder> VALUES =
      EnumSet.of(
          Decoder.BASE64URL,
          Decoder.SECP256K1_POINT,
          Decoder.SECP256K1_SCALAR,
          Decoder.P256_POINT,
          Decoder.P256_SCALAR,
          Decoder.ED25519_POINT,
          Decoder.ED25519_SCALAR,
          Decoder.SECRET_SHARE,
          Decoder.CIPHERTEXT_HEADER,
          Decoder.IDENTITY_KEY,
          Decoder.KEY_STATEMENT,
          Decoder.PREIMAGE);
  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir Path folder;

  @Test
  void nothingButTheTypedErrorEscapesFromADecoder() {
    assumeTrue(isSupported(), "Jazzer has no library for this machine");
    List<Search> searches =
        Arrays.stream(Decoder.values())
            .filter(decoder -> ALL || !VALUES.contains(decoder))
            .parallel()
            .map(this::search)
            .toList();
    Map<String, Long> runs = new TreeMap<>();
    for (Search search : searches) {
      assertEquals(0, search.status(), search.decoder() + ":\n" + search.log());
      runs.put(search.decoder().name(), search.runs());
      assertTrue(search.runs() > 0, search.decoder() + ":\n" + search.log());
    }
    System.out.println("JazzerTest: inputs tried in " + SECONDS + " s each: " + runs);
  }

  private static boolean isSupported() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean intel = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    return system.startsWith("mac") || (system.startsWith("linux") && intel);
  }

  private record Search(Decoder decoder, int status, String log) {
    long runs() {
      Matcher found = RUNS.matcher(log);
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
  }

  private Search search(Decoder decoder) {
    try {
      Path work = Files.createDirectory(folder.resolve(decoder.name()));
      Path log = work.resolve("log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  CLASS_PATH,
                  "com.code_intelligence.jazzer.Jazzer",
                  "--target_class=" + FuzzTarget.class.getName(),
                  "--target_args=" + decoder.name(),
                  "--instrumentation_includes=org.tagma.threshold.**",
                  "--reproducer_path=" + work,
                  "-artifact_prefix=" + work + "/",
                  "-max_total_time=" + SECONDS,
                  "-print_final_stats=1",
                  Files.createDirectory(work.resolve("found")).toString(),
                  decoder.folder().toAbsolutePath().toString())
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int status = process.waitFor();
      return new Search(decoder, status, Files.readString(log, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
