package org.tagma.server.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An EAR's web module with the EAR's EJB jars and libraries in its {@code WEB-INF/lib}. Payara
 * Micro deploys web archives only, and Jakarta EE lets a WAR hold EJBs, so this is the same
 * application in one module.
 *
 * @param war the file
 * @param contextRoot where to mount it, beginning with a slash
 */
public record FlattenedArchive(Path war, String contextRoot) {
  private static final String LIBRARIES = "WEB-INF/lib/";

  /** Part of a cached file's name: raise it when the way of flattening changes. */
  private static final String LAYOUT = "1";

  /**
   * The flattened form of {@code ear}, made once for each content and kept in {@code cache}.
   * Processes that start at the same time may both make it; each puts a whole file in place.
   *
   * @throws IOException if the EAR can't be read or the cache not be written
   */
  public static FlattenedArchive of(Path ear, Path cache) throws IOException {
    Files.createDirectories(cache);
    try (ZipFile archive = new ZipFile(ear.toFile())) {
      Path war = cache.resolve(fingerprint(archive) + "-" + LAYOUT + ".war");
      EnterpriseArchive parts = EnterpriseArchive.read(archive);
      if (!Files.exists(war)) {
        Path unfinished = Files.createTempFile(cache, "flattening", ".tmp");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
          flatten(archive, parts, out);
        }
        Files.move(unfinished, war, StandardCopyOption.ATOMIC_MOVE);
      }
      return new FlattenedArchive(war, parts.contextRoot());
    }
  }

  /** Writes the flattened form of {@code ear} to {@code out}, which stays open. */
  public static void flatten(ZipFile ear, EnterpriseArchive parts, OutputStream out)
      throws IOException {
    ZipOutputStream war = new ZipOutputStream(out);
    war.setLevel(
        Deflater.NO_COMPRESSION); // nearly all of it is jars, and the server unpacks it at once
    Set<String> names = new HashSet<>();
    try (ZipInputStream web = new ZipInputStream(content(ear, parts.webModule()))) {
      for (ZipEntry entry = web.getNextEntry(); entry != null; entry = web.getNextEntry()) {
        add(war, names, entry.getName(), web);
      }
    }
    for (String jar : jars(ear, parts)) {
      try (InputStream content = content(ear, jar)) {
        add(war, names, LIBRARIES + jar.substring(jar.lastIndexOf('/') + 1), content);
      }
    }
    war.finish();
  }

  private static List<String> jars(ZipFile ear, EnterpriseArchive parts) {
    String directory = parts.libraryDirectory() + "/";
    return ear.stream()
        .map(ZipEntry::getName)
        .filter(
            name ->
                parts.ejbModules().contains(name)
                    || (name.startsWith(directory) && name.endsWith(".jar")))
        .toList();
  }

  /** The web module's own copy of a file comes first and wins. */
  private static void add(ZipOutputStream war, Set<String> names, String name, InputStream content)
      throws IOException {
    if (names.add(name)) {
      war.putNextEntry(new ZipEntry(name));
      content.transferTo(war);
      war.closeEntry();
    }
  }

  private static InputStream content(ZipFile ear, String name) throws IOException {
    ZipEntry entry = ear.getEntry(name);
    if (entry == null) {
      throw new IOException("the EAR names a module that it does not hold: " + name);
    }
    return ear.getInputStream(entry);
  }

  /**
   * SHA-256 over the names, sizes and checksums of the entries: to read and hash the whole file
   * would take a JVM that has just started half a second.
   */
  private static String fingerprint(ZipFile archive) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      archive.stream()
          .map(entry -> entry.getName() + '/' + entry.getSize() + '/' + entry.getCrc() + '\n')
          .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
