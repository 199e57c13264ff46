package org.tagma.server.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The cheats that keepers of an EAR can be told to play: a list in the one jar that has them. */
public final class Cheats {
  private static final String JAR = "lib/tagma-cheats-";
  private static final String LIST = "META-INF/cheats";

  private Cheats() {}

  /** Their names, sorted; none for the EAR that servers run. */
  public static List<String> in(Path ear) throws IOException {
    try (ZipFile archive = new ZipFile(ear.toFile())) {
      Optional<? extends ZipEntry> jar =
          archive.stream().filter(entry -> entry.getName().startsWith(JAR)).findFirst();
      return jar.isEmpty() ? List.of() : list(archive.getInputStream(jar.get()));
    }
  }

  private static List<String> list(InputStream jar) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(jar)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().equals(LIST)) {
          return new String(entries.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
      }
      throw new IOException("a jar of cheats without " + LIST);
    }
  }
}
