package org.tagma.threshold.kat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.tagma.threshold.group.Curve;
import org.tagma.threshold.transcript.Bytes;

/** Reads known answers as JSON trees. */
public final class KnownAnswers {
  private static final JsonMapper JSON = new JsonMapper();

  private KnownAnswers() {}

  /** Our own known answers, {@code <name>_kat.json} on the test class path. */
  public static JsonNode own(String name) {
    return resource(name + "_kat.json");
  }

  static JsonNode resource(String file) {
    try (InputStream in =
        KnownAnswers.class.getResourceAsStream("/org/tagma/threshold/kat/" + file)) {
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
    try {
      return JSON.readTree(path(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #published}, the rows of a CSV file after its head line; none has quoted commas. */
  public static Stream<List<String>> publishedRows(String file) {
    try {
      return Files.readAllLines(path(file)).stream().skip(1).map(row -> List.of(row.split(",")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String file) {
    Path path = Path.of(System.getProperty("tagma.vectors", "vectors"), file);
    Assumptions.assumeTrue(Files.isReadable(path), "published vectors absent: " + file);
    return path;
  }

  /**
   * A scalar's encoding. Our own known answers write all scalars big endian, and some are not below
   * the order.
   */
  public static Bytes scalar(Curve curve, JsonNode bigEndian) {
    byte[] bytes = Bytes.fromHex(bigEndian.textValue()).toArray();
    if (curve.scalarBytes() == ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < bytes.length / 2; i++) {
        byte low = bytes[i];
        bytes[i] = bytes[bytes.length - 1 - i];
        bytes[bytes.length - 1 - i] = low;
      }
    }
    return Bytes.of(bytes);
  }

  /** A signed integer, written as {@code -0x1f}. */
  public static BigInteger integer(JsonNode hex) {
    String text = hex.textValue();
    return text.startsWith("-")
        ? new BigInteger(text.substring(3), 16).negate()
        : new BigInteger(text.substring(2), 16);
  }

  /** The elements of an array. */
  public static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
