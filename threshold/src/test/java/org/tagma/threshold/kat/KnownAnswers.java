package org.tagma.threshold.kat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Reads known answers as JSON trees. */
public final class KnownAnswers {
  private static final JsonMapper JSON = new JsonMapper();

  private KnownAnswers() {}

  /** Our own known answers, {@code <name>_kat.json} on the test class path. */
  public static JsonNode own(String name) {
    try (InputStream in =
        KnownAnswers.class.getResourceAsStream("/org/tagma/threshold/kat/" + name + "_kat.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A published vector file under the folder of the system property {@code tagma.vectors}; the test
   * is skipped, saying so, where it is absent.
   */
  public static JsonNode published(String file) {
    Path path = Path.of(System.getProperty("tagma.vectors", "vectors"), file);
    Assumptions.assumeTrue(Files.isReadable(path), "published vectors absent: " + file);
    try {
      return JSON.readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements of an array. */
  public static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
