package org.tagma.tests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.tagma.server.archive.Cheats;

/** What servers run holds nothing that lies. */
@Order(0)
class LabArchiveIT {
  private static final Path EARNEST = Path.of(System.getProperty("tagma.ear"));
  private static final Path LAB = Path.of(System.getProperty("tagma.lab.ear"));
  private static final String CHEATS = "lib/tagma-cheats-0.1.0.jar";

  @Test
  void theLabIsTheApplicationAndOneJarOfCheats() throws IOException {
    Set<String> expected = new TreeSet<>(entries(EARNEST));
    expected.add(CHEATS);
    assertEquals(expected, entries(LAB));
  }

  @Test
  void onlyTheLabHoldsCheats() throws IOException {
    assertEquals(List.of(), cheating(EARNEST));
    assertEquals(List.of(), Cheats.in(EARNEST));
    assertEquals(Set.of(CHEATS), Set.copyOf(cheating(LAB)));
    assertEquals(89, Cheats.in(LAB).size());
  }

  private static Set<String> entries(Path ear) throws IOException {
    try (ZipFile archive = new ZipFile(ear.toFile())) {
      return archive.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * The modules and libraries with a class of the lab, or of what it shares with contract tests.
   */
  private static List<String> cheating(Path ear) throws IOException {
    List<String> cheating = new ArrayList<>();
    try (ZipFile archive = new ZipFile(ear.toFile())) {
      for (ZipEntry part : archive.stream().filter(e -> !e.isDirectory()).toList()) {
        try (ZipInputStream jar = new ZipInputStream(archive.getInputStream(part))) {
          for (ZipEntry e = jar.getNextEntry(); e != null; e = jar.getNextEntry()) {
            if (e.getName().matches(".*(org/tagma/lab/|testkit/|Cheat).*\\.class")) {
              cheating.add(part.getName());
            }
          }
        }
      }
    }
    return cheating;
  }
}
