package org.tagma.server.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlattenedArchiveTest {
  private static final String DESCRIPTOR =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
        <module><ejb>beans.jar</ejb></module>
        <module><web><web-uri>front.war</web-uri><context-root>%s</context-root></web></module>
        <library-directory>libraries</library-directory>
      </application>
      """;

  @TempDir private Path directory;

  @Test
  void putsBeansAndLibrariesIntoTheWebModule() throws IOException {
    Path ear = ear("/", Map.of("libraries/maths.jar", bytes("maths"), "notes.txt", bytes("no")));

    FlattenedArchive flattened = FlattenedArchive.of(ear, directory.resolve("cache"));

    assertEquals(
        Map.of(
            "index.html", "hello",
            "WEB-INF/lib/own.jar", "own",
            "WEB-INF/lib/beans.jar", "beans",
            "WEB-INF/lib/maths.jar", "maths"),
        content(flattened.war()));
  }

  @Test
  void keepsTheWebModulesOwnCopyOfALibrary() throws IOException {
    Path ear = ear("/", Map.of("libraries/own.jar", bytes("another")));

    FlattenedArchive flattened = FlattenedArchive.of(ear, directory.resolve("cache"));

    assertEquals("own", content(flattened.war()).get("WEB-INF/lib/own.jar"));
  }

  @Test
  void takesTheContextRootFromTheDescriptor() throws IOException {
    assertEquals("/", FlattenedArchive.of(ear("/", Map.of()), directory).contextRoot());
    assertEquals("/keys", FlattenedArchive.of(ear("keys", Map.of()), directory).contextRoot());
  }

  @Test
  void flattensTheSameContentOnce() throws IOException {
    Path cache = directory.resolve("cache");
    Path first = FlattenedArchive.of(ear("/", Map.of()), cache).war();
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(first, longAgo);

    Path again = FlattenedArchive.of(ear("/", Map.of()), cache).war();
    Path other = FlattenedArchive.of(ear("/other", Map.of()), cache).war();

    assertEquals(first, again);
    assertEquals(longAgo, Files.getLastModifiedTime(first));
    assertNotEquals(first, other);
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void knowsAnArchiveByItsContentWhereNamesAndSizesAreTheSame() throws IOException {
    Path cache = directory.resolve("cache");
    Path first =
        FlattenedArchive.of(ear("/", Map.of("libraries/maths.jar", bytes("maths"))), cache).war();
    Path other =
        FlattenedArchive.of(ear("/", Map.of("libraries/maths.jar", bytes("myths"))), cache).war();

    assertNotEquals(first, other);
    assertEquals("maths", content(first).get("WEB-INF/lib/maths.jar"));
    assertEquals("myths", content(other).get("WEB-INF/lib/maths.jar"));
  }

  @Test
  void saysWhatAnArchiveWithoutDescriptorLacks() throws IOException {
    Path war = directory.resolve("front.war");
    Files.write(war, zip(Map.of("index.html", bytes("hello"))));

    IOException failure =
        assertThrows(IOException.class, () -> FlattenedArchive.of(war, directory));

    assertEquals("no EAR: META-INF/application.xml is missing", failure.getMessage());
  }

  @Test
  void namesAModuleThatTheArchiveDoesNotHold() throws IOException {
    Path ear = directory.resolve("broken.ear");
    Files.write(ear, zip(Map.of("META-INF/application.xml", bytes(DESCRIPTOR.formatted("/")))));

    IOException failure =
        assertThrows(IOException.class, () -> FlattenedArchive.of(ear, directory));

    assertEquals("the EAR names a module that it does not hold: front.war", failure.getMessage());
  }

  private Path ear(String contextRoot, Map<String, byte[]> more) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("META-INF/application.xml", bytes(DESCRIPTOR.formatted(contextRoot)));
    entries.put("beans.jar", bytes("beans"));
    entries.put(
        "front.war",
        zip(
            new TreeMap<>(
                Map.of("index.html", bytes("hello"), "WEB-INF/lib/own.jar", bytes("own")))));
    entries.putAll(more);
    Path ear = directory.resolve("made-up.ear");
    Files.write(ear, zip(entries));
    return ear;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry named = new ZipEntry(entry.getKey());
        named.setTime(0);
        zip.putNextEntry(named);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> content(Path archive) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      zip.stream().forEach(entry -> content.put(entry.getName(), text(zip, entry)));
    }
    return content;
  }

  private static String text(ZipFile zip, ZipEntry entry) {
    try {
      return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
