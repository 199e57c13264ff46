package org.tagma.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories under {@code target} that tests write to and leave for whoever reads their logs. */
public final class Directories {
  private Directories() {}

  /** An empty one with this name. */
  public static Path empty(String name) throws IOException {
    Path directory = Path.of("target", name).toAbsolutePath();
    if (Files.exists(directory)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(directory);
  }
}
