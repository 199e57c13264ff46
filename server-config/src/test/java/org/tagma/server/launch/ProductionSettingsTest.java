package org.tagma.server.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings files under production. */
class ProductionSettingsTest {
  private static final Path PRODUCTION = Path.of("production");

  static Stream<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(PRODUCTION)) {
      return all
          .filter(f -> f.getFileName().toString().equals("keeper.properties"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areThoseOfAServer(Path file) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    for (String store : new String[] {"keystore", "truststore", "password.file"}) {
      assertTrue(properties.getProperty("tagma.tls." + store).startsWith("/etc/tagma/"));
      properties.setProperty("tagma.tls." + store, file.toString()); // one that there is
    }
    KeeperSettings settings = KeeperSettings.of(properties);

    assertEquals("server", properties.getProperty("tagma.profile"));
    assertEquals(Path.of("/var/lib/tagma"), settings.home());
    assertEquals(9443, settings.peerPort());
    assertTrue(properties.containsKey("tagma.seal.kind"));
    String folder = file.getParent().getFileName().toString();
    assertTrue(!folder.startsWith("keeper-") || folder.equals(settings.peerId()), folder);
  }
}
